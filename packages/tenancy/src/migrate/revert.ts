import type { Client } from 'pg'
import { revertMigration } from './apply.ts'
import { MigrationRefused } from './errors.ts'
import { forEachSchema } from './fleet.ts'
import type { MigrationOptions, MigrationReport } from './migrate.ts'
import { homeSchemas, type MigrationFile, type MigrationSet, readMigrations } from './migration-file.ts'
import { aloneOn, withConnection } from './owner-connection.ts'
import { OwnerConnections } from './owner-connections.ts'
import { lockAttempts, withPatience } from './patience.ts'
import { refuseToTakeFromRunning } from './running-process.ts'
import { storeFiles } from './store-files.ts'
import { refuseStrangers, takeSurvey } from './survey.ts'

/** How far migrations are taken back. */
export interface RevertOptions extends MigrationOptions {
  set: MigrationSet
  /** The last version to keep; 0 takes everything back. */
  to: number
}

interface Applied {
  schema: string
  versions: number[]
}

/**
 * Takes migrations of one set back, the newest first, on every schema that has them. The shared tables go first; when
 * they fail, no tenant's own schema was touched.
 * @throws MigrationRefused, MigrationFailed
 */
export async function revert(options: RevertOptions): Promise<MigrationReport> {
  const started = performance.now()
  const files = await readMigrations(options.directories)
  const kept = files[options.set].filter(({ version }) => version <= options.to)
  if (options.to !== 0 && kept.at(-1)?.version !== options.to) {
    throw new MigrationRefused('not_applied', `There is no ${options.set} migration with the number ${options.to}`)
  }
  const onWait = () => options.onProgress?.({ phase: 'waiting' })
  const report = await withConnection(options.ownerUrl, (client) =>
    aloneOn(client, onWait, async () => {
      refuseStrangers(await takeSurvey(client, files))
      if (options.set !== 'kernel') await refuseToTakeFromRunning(client, options.set, options.to)
      const goesAway = options.set === 'kernel' && kept.length === 0
      if (!goesAway) await storeFiles(client, { ...files, [options.set]: kept })
      return takeBack(client, files[options.set], options)
    }),
  )
  return { ...report, durationMs: Math.round(performance.now() - started) }
}

async function takeBack(client: Client, files: readonly MigrationFile[], options: RevertOptions) {
  const { set, to, onProgress } = options
  const applied = await appliedAfter(client, set, to)
  let count = 0
  async function takeBackFrom(connection: Client, { schema, versions }: Applied, lockTimeoutMs: number) {
    for (let version = versions[0]; version !== undefined; version = versions[0]) {
      const file = files.find((candidate) => candidate.version === version)!
      if (schema === homeSchemas[set]) onProgress?.({ phase: 'applying', file: file.fileName, schema })
      if (await revertMigration(connection, file, schema, lockTimeoutMs)) count++
      versions.shift()
    }
  }
  const home = applied.find(({ schema }) => schema === homeSchemas[set])
  if (home) await withPatience((lockTimeoutMs) => takeBackFrom(client, home, lockTimeoutMs))
  const tenants = applied.filter((schema) => schema !== home)
  const connections = new OwnerConnections(options.ownerUrl)
  let done = 0
  try {
    const { failures, busy } = await forEachSchema(tenants, {
      connections,
      width: options.connections ?? 4,
      attempts: lockAttempts,
      failureLimit: Number.POSITIVE_INFINITY,
      work: takeBackFrom,
      onSchema: () => onProgress?.({ phase: 'tenants', done: ++done, total: tenants.length }),
      onBusy: ({ schema }) => onProgress?.({ phase: 'busy', schema }),
    })
    failures.push(...busy.map(({ failure }) => failure))
    return { applied: count, schemas: applied.length - failures.length, failures }
  } finally {
    await connections.close()
  }
}

async function appliedAfter(client: Client, set: MigrationSet, version: number): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    `select schema_name as schema, array_agg(version order by version desc) as versions
     from tenancy.migrations where set = $1 and version > $2 group by schema_name order by schema_name`,
    [set, version],
  )
  return rows
}
