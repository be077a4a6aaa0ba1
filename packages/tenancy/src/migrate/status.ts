import type { MigrationDirectories, MigrationFile, MigrationSet } from './migration-file.ts'
import { readMigrations } from './migration-file.ts'
import { withConnection } from './owner-connection.ts'
import { allFiles, isUpToDate, type Lagging, type Stranger, type Survey, takeSurvey } from './survey.ts'

/** How a database and the files of the code compare. */
export interface MigrationStatus {
  isUpToDate: boolean
  /** Every file of the code, and how many schemas still lack it. */
  files: { set: MigrationSet; file: string; kind: MigrationFile['kind']; missing_in: number }[]
  /** Schemas that are behind, with what they lack. */
  lagging: Lagging[]
  /** Applied migrations that the code has otherwise or not at all. */
  strangers: Stranger[]
  /** Schemas with tenants' rows, the shared one included. */
  tenantSchemas: number
}

/** How the database stands to the files of the code; one query. */
export async function migrationStatus(options: {
  ownerUrl: string
  directories: MigrationDirectories
}): Promise<MigrationStatus> {
  const files = await readMigrations(options.directories)
  const survey = await withConnection(options.ownerUrl, (client) => takeSurvey(client, files))
  return {
    isUpToDate: isUpToDate(survey),
    files: allFiles(files).map((file) => ({
      set: file.set,
      file: file.fileName,
      kind: file.kind,
      missing_in: schemasWithout(survey, file),
    })),
    lagging: survey.lagging,
    strangers: survey.strangers,
    tenantSchemas: survey.tenantSchemas,
  }
}

function schemasWithout({ lagging }: Survey, { set, version }: MigrationFile): number {
  return lagging.filter((lag) => lag.set === set && lag.versions.includes(version)).length
}
