import type { Client } from 'pg'
import { applyMigration } from './apply.ts'
import { findHolders, type HeldBack, notAdmitted } from './contract.ts'
import { describeDrift } from './drift.ts'
import { MigrationFailed } from './errors.ts'
import type { MigrateOptions, MigrationReport } from './migrate.ts'
import { homeSchemas, type MigrationFile, type MigrationFiles, type MigrationSet } from './migration-file.ts'
import { OwnerConnections } from './owner-connections.ts'
import { withPatience } from './patience.ts'
import { type Stage, stagesOf } from './stages.ts'
import { storeFiles } from './store-files.ts'
import { type Lagging, refuseStrangers, takeSurvey } from './survey.ts'
import { schemasOf } from './tenant-schemas.ts'
import { inWaves } from './waves.ts'

type Outcome = Omit<MigrationReport, 'durationMs'>

/** Brings every schema up; nobody else does at the same time. */
export async function catchUp(client: Client, files: MigrationFiles, options: MigrateOptions): Promise<Outcome> {
  const connections = new OwnerConnections(options.ownerUrl)
  try {
    return await new CatchUp(client, connections, files, options).run()
  } finally {
    await connections.close()
  }
}

class CatchUp {
  private applied = 0
  private readonly schemas = new Set<string>()
  private readonly failures: MigrationFailed[] = []
  private stopped: MigrationReport['stopped']
  private readonly client: Client
  private readonly connections: OwnerConnections
  private readonly files: MigrationFiles
  private readonly options: MigrateOptions

  constructor(client: Client, connections: OwnerConnections, files: MigrationFiles, options: MigrateOptions) {
    this.client = client
    this.connections = connections
    this.files = files
    this.options = options
  }

  async run(): Promise<Outcome> {
    const heldBack = await this.runStages()
    const { applied, schemas, failures, stopped } = this
    return { applied, schemas: schemas.size, failures, ...(heldBack && { heldBack }), ...(stopped && { stopped }) }
  }

  /** Each stage ends before a contract, which begins the next one when nobody holds it back. */
  private async runStages(): Promise<HeldBack | undefined> {
    for (const stage of stagesOf(this.files)) {
      const { lagging } = refuseStrangers(await takeSurvey(this.client, this.files))
      const home = this.within(stage, lagging).find(({ schema }) => schema === homeSchemas[stage.set])
      const heldBack = home && (await this.bringHomeUp(home))
      if (heldBack) return heldBack
      if (stage.set !== 'tenant') continue
      // From here on new schemas are made from the new files, and those made before are seen by this survey.
      await storeFiles(this.client, { ...this.files, tenant: stage.known })
      await this.bringTenantsUp(this.within(stage, (await takeSurvey(this.client, this.files)).lagging))
      if (this.stopped) return undefined
    }
    return undefined
  }

  /** What schemas lack up to the end of a stage. */
  private within({ set, last }: Stage, lagging: readonly Lagging[]): Lagging[] {
    return lagging
      .filter((lag) => lag.set === set)
      .map((lag) => ({ ...lag, versions: lag.versions.filter((version) => version <= last) }))
      .filter(({ versions }) => versions.length > 0)
  }

  private async bringHomeUp(lag: Lagging): Promise<HeldBack | undefined> {
    const { set, schema } = lag
    if (set === 'tenant') await this.client.query('select tenancy.open_schema($1)', [schema])
    for (const version of lag.versions) {
      const file = this.file(set, version)
      const by = file.kind === 'contract' && set !== 'kernel' ? await findHolders(this.client, file) : []
      if (by.length > 0) return { set, file: file.fileName, by }
      this.options.onProgress?.({ phase: 'applying', file: file.fileName, schema })
      try {
        await withPatience((lockTimeoutMs) => this.apply(this.client, file, schema, lockTimeoutMs))
      } catch (error) {
        // A process began to serve since we looked.
        if (!(error instanceof MigrationFailed) || error.code !== notAdmitted) throw error
        return { set, file: file.fileName, by: [error.message] }
      }
    }
    return undefined
  }

  private async bringTenantsUp(lagging: readonly Lagging[]): Promise<void> {
    const { options, client } = this
    const failed = new Set(this.failures.map(({ schema }) => schema))
    const chosen = options.only && new Set(await schemasOf(client, options.only))
    const items = lagging.filter(({ schema }) => !failed.has(schema) && chosen?.has(schema) !== false)
    const [canary] = options.canary === undefined ? [] : await schemasOf(client, [options.canary])
    let done = 0
    const ended = await inWaves(items, {
      connections: this.connections,
      width: options.connections ?? 4,
      failureLimit: options.failureLimit,
      canary: items.find(({ schema }) => schema === canary),
      onCanary: ({ schema }) => options.onProgress?.({ phase: 'canary', schema }),
      onBusy: ({ schema }) => options.onProgress?.({ phase: 'busy', schema }),
      onSchema: () => options.onProgress?.({ phase: 'tenants', done: ++done, total: items.length }),
      // A canary that has everything must look as the shared schema does.
      findFault: ({ schema }) => describeDrift(client, schema),
      work: (connection, lag, lockTimeoutMs) => this.bringUp(connection, lag, lockTimeoutMs),
    })
    this.failures.push(...ended.failures)
    if (ended.stopped !== undefined) this.stopped = { reason: ended.stopped, untouched: ended.untouched }
  }

  /** Each version in a transaction of its own; what is done is not begun again in another turn. */
  private async bringUp(client: Client, { set, schema, versions }: Lagging, lockTimeoutMs: number): Promise<void> {
    for (let version = versions[0]; version !== undefined; version = versions[0]) {
      await this.apply(client, this.file(set, version), schema, lockTimeoutMs)
      versions.shift()
    }
  }

  private async apply(client: Client, file: MigrationFile, schema: string, lockTimeoutMs: number): Promise<void> {
    if (!(await applyMigration(client, file, schema, lockTimeoutMs))) return
    this.applied++
    this.schemas.add(schema)
  }

  private file(set: MigrationSet, version: number): MigrationFile {
    return this.files[set].find((candidate) => candidate.version === version)!
  }
}
