import type { Client } from 'pg'
import { applyMigration } from './apply.ts'
import type { MigrationFailed } from './errors.ts'
import { forEachSchema } from './fleet.ts'
import {
  homeSchemas,
  type MigrationDirectories,
  type MigrationFile,
  type MigrationFiles,
  migrationSets,
  readMigrations,
} from './migration-file.ts'
import { aloneOn, withConnection } from './owner-connection.ts'
import { storeFiles } from './store-files.ts'
import { isUpToDate, type Lagging, refuseStrangers, type Survey, takeSurvey } from './survey.ts'

/** Which database is migrated, by which files. */
export interface MigrationOptions {
  /** URL of the role that owns the database's objects. */
  ownerUrl: string
  directories: MigrationDirectories
  /** Connections for working on tenants' schemas at the same time. Default 4. */
  connections?: number
  onProgress?: (progress: MigrationProgress) => void
}

/** How far a run is, for a progress line. */
export type MigrationProgress =
  /** Another migrator is at work. */
  | { phase: 'waiting' }
  /** A migration runs on the one schema that shows whether it is good. */
  | { phase: 'applying'; file: string; schema: string }
  /** Tenants' own schemas. */
  | { phase: 'tenants'; done: number; total: number }

/** What a run did. */
export interface MigrationReport {
  /** Migrations that ran, counted once per schema. */
  applied: number
  /** Schemas they ran on. */
  schemas: number
  /** Tenants' schemas that stayed behind; the next run tries them again. */
  failures: MigrationFailed[]
  durationMs: number
}

/**
 * Brings every schema up to the files of the code. Kernel, core and the shared tables go first, each alone; a failure
 * there ends the run, and nothing of a tenant was touched. Then the tenants' own schemas, several at a time.
 * @throws MigrationRefused, MigrationFailed
 */
export async function migrate(options: MigrationOptions): Promise<MigrationReport> {
  const started = performance.now()
  const files = await readMigrations(options.directories)
  const report = await withConnection(options.ownerUrl, async (client) => {
    const survey = await takeSurvey(client, files)
    if (isUpToDate(survey)) return { applied: 0, schemas: 0, failures: [] }
    refuseStrangers(survey)
    const onWait = () => options.onProgress?.({ phase: 'waiting' })
    return aloneOn(client, onWait, () => catchUp(client, files, options))
  })
  return { ...report, durationMs: Math.round(performance.now() - started) }
}

async function catchUp(client: Client, files: MigrationFiles, options: MigrationOptions) {
  const before = await takeSurvey(client, files)
  refuseStrangers(before)
  const run = new Run(files)
  for (const set of migrationSets) {
    // From here on new schemas are made from the new files, and those made before are seen by the survey below.
    if (set === 'tenant') await storeFiles(client, files)
    await bringHomeUp(client, lagOf(before, set), run, options)
  }
  const { lagging } = await takeSurvey(client, files)
  let done = 0
  const failures = await forEachSchema(
    lagging,
    {
      ownerUrl: options.ownerUrl,
      connections: options.connections ?? 4,
      onSchema: () => options.onProgress?.({ phase: 'tenants', done: ++done, total: lagging.length }),
    },
    (connection, lag) => run.apply(connection, lag),
  )
  return { applied: run.applied, schemas: run.schemas.size, failures }
}

async function bringHomeUp(client: Client, lag: Lagging | undefined, run: Run, { onProgress }: MigrationOptions) {
  if (!lag) return
  if (lag.set === 'tenant') await client.query('select tenancy.open_schema($1)', [lag.schema])
  await run.apply(client, lag, (file) => onProgress?.({ phase: 'applying', file: file.fileName, schema: lag.schema }))
}

function lagOf({ lagging }: Survey, set: keyof MigrationFiles): Lagging | undefined {
  return lagging.find((lag) => lag.set === set && lag.schema === homeSchemas[set])
}

/** What one run has done. */
class Run {
  applied = 0
  readonly schemas = new Set<string>()
  private readonly files: MigrationFiles

  constructor(files: MigrationFiles) {
    this.files = files
  }

  async apply(client: Client, { set, schema, versions }: Lagging, onFile?: (file: MigrationFile) => void) {
    for (const version of versions) {
      const file = this.files[set].find((candidate) => candidate.version === version)!
      onFile?.(file)
      await applyMigration(client, file, schema)
      this.applied++
      this.schemas.add(schema)
    }
  }
}
