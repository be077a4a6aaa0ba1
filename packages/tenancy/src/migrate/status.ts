import { findHeldBack, type HeldBack } from './contract.ts'
import { findDrifted } from './drift.ts'
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
  /** The contract that would be next, when it is held back. */
  heldBack?: HeldBack
  /** Schemas with the migrations of the shared one and another shape; absent when nobody looked. */
  drifted?: string[]
  /** Schemas with tenants' rows, the shared one included. */
  tenantSchemas: number
}

export interface StatusOptions {
  ownerUrl: string
  directories: MigrationDirectories
  /** Also compare the shape of every tenant's schema with the shared one, which reads the whole catalogue. */
  shapes?: boolean
}

/** How the database stands to the files of the code. */
export async function migrationStatus(options: StatusOptions): Promise<MigrationStatus> {
  const files = await readMigrations(options.directories)
  const { survey, heldBack } = await withConnection(options.ownerUrl, async (client) => {
    const taken = await takeSurvey(client, files)
    return { survey: taken, heldBack: await findHeldBack(client, files, taken) }
  })
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
    ...(heldBack && { heldBack }),
    ...(options.shapes && { drifted: await findDrifted(options.ownerUrl) }),
  }
}

function schemasWithout({ lagging }: Survey, { set, version }: MigrationFile): number {
  return lagging.filter((lag) => lag.set === set && lag.versions.includes(version)).length
}
