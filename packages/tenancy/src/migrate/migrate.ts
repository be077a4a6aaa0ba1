import { catchUp } from './catch-up.ts'
import type { HeldBack } from './contract.ts'
import type { MigrationFailed } from './errors.ts'
import { type MigrationDirectories, readMigrations } from './migration-file.ts'
import { aloneOn, withConnection } from './owner-connection.ts'
import { isUpToDate, refuseStrangers, takeSurvey } from './survey.ts'

/** Which database is migrated, by which files. */
export interface MigrationOptions {
  /** URL of the role that owns the database's objects. */
  ownerUrl: string
  directories: MigrationDirectories
  /** Tenants' schemas worked on at the same time. Default 4. */
  connections?: number
  onProgress?: (progress: MigrationProgress) => void
}

/** How the tenants' own schemas are brought up. */
export interface MigrateOptions extends MigrationOptions {
  /** Slug of the tenant whose schema goes first; it must go well, or no other is begun. */
  canary?: string
  /** Slugs of the only tenants whose schemas are brought up. */
  only?: readonly string[]
  /** Failures that a wave of schemas may have before the run ends. Default: a tenth of the wave. */
  failureLimit?: number
}

/** How far a run is, for a progress line. */
export type MigrationProgress =
  /** Another migrator is at work. */
  | { phase: 'waiting' }
  /** A migration runs on the one schema that shows whether it is good. */
  | { phase: 'applying'; file: string; schema: string }
  /** The first of the tenants' own schemas, which shows the same for them. */
  | { phase: 'canary'; schema: string }
  /** A schema's tables are in use; it gets another turn. */
  | { phase: 'busy'; schema: string }
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
  /** A contract that is not applied yet, and what it waits for; later migrations wait with it. */
  heldBack?: HeldBack
  /** Why the run ended before every schema was begun, and how many were not. */
  stopped?: { reason: string; untouched: number }
  durationMs: number
}

/**
 * Brings every schema up to the files of the code. Kernel, core and the shared tables go first, each alone; a failure
 * there ends the run, and nothing of a tenant was touched. Then the tenants' own schemas: one, and when that is well
 * ever larger waves. A contract waits until every schema has the step it ends and no process needs the older shape.
 * @throws MigrationRefused, MigrationFailed
 */
export async function migrate(options: MigrateOptions): Promise<MigrationReport> {
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
