import pg, { type ClientBase, escapeIdentifier } from 'pg'
import { BindingSigner } from '../binding/signer.ts'
import { fingerprint } from '../tables/fingerprint.ts'
import { textsOf } from '../tables/plain-text.ts'
import type { TenantTable } from '../tables/tenant-table.ts'
import type { Tenant } from '../tenant.ts'
import { migrationsOf, type RowsManifest, travellingTables } from './manifest.ts'

export interface ExportOptions {
  /** Of the role that reads tenants' rows and nothing else: an export is under row security like every read. */
  readerUrl: string
  bindingKey: Buffer
  /** A connection that may read the ledger, in a transaction of level `repeatable read`: the rows are of its moment. */
  moment: ClientBase
  tenant: Pick<Tenant, 'id' | 'epoch' | 'schema'>
  /** Tables whose rows do not travel. */
  leaveOut: readonly string[]
}

/** Rows that are in memory at a time. */
const pageSize = 500

/** A tenant's rows as they are at one moment. */
export class ExportedRows {
  readonly manifest: RowsManifest
  private readonly reader: pg.Client
  private readonly tables: readonly TenantTable[]
  private readonly tenant: ExportOptions['tenant']

  private constructor(
    reader: pg.Client,
    tables: readonly TenantTable[],
    manifest: RowsManifest,
    tenant: ExportOptions['tenant'],
  ) {
    this.reader = reader
    this.tables = tables
    this.manifest = manifest
    this.tenant = tenant
  }

  static async open({ readerUrl, bindingKey, moment, tenant, leaveOut }: ExportOptions): Promise<ExportedRows> {
    const { rows } = await moment.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')
    const tables = await travellingTables(moment, tenant.schema, leaveOut)
    const reader = new pg.Client({ connectionString: readerUrl, application_name: 'tenancy export' })
    reader.on('error', () => undefined)
    await reader.connect()
    try {
      await reader.query('begin isolation level repeatable read read only')
      await reader.query(`set transaction snapshot ${reader.escapeLiteral(rows[0]!.snapshot)}`)
      // Whoever takes the rows may be slow, and a large table's fingerprint takes long.
      await reader.query('set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0')
      await reader.query('select tenancy.bind($1)', [new BindingSigner(bindingKey).bindingFor(tenant)])
      const prints = await fingerprint(reader, tenant.schema, tenant.id, tables)
      const manifest = {
        migrations: await migrationsOf(moment, tenant.schema),
        tables: tables.map(({ name, columns }) => ({ name, columns, ...prints.get(name)! })),
      }
      return new ExportedRows(reader, tables, manifest, tenant)
    } catch (error) {
      await reader.end()
      throw error
    }
  }

  /** `{"table":…}` for each table, and after it a line for each row: the texts of its columns, in their order. */
  async *lines(): AsyncGenerator<string> {
    for (const table of this.tables) {
      yield JSON.stringify({ table: table.name })
      let after: string[] | undefined
      do {
        const page = await this.page(table, after)
        for (const { line } of page) yield line
        after = page.length < pageSize || table.primaryKey.length === 0 ? undefined : page.at(-1)!.key
      } while (after)
    }
  }

  close(): Promise<void> {
    return this.reader.end()
  }

  private async page(table: TenantTable, after: readonly string[] | undefined) {
    const key = table.primaryKey.map((name) => `r.${escapeIdentifier(name)}`)
    const types = table.primaryKey.map((name) => table.columns.find((column) => column.name === name)!.type)
    const bounds = types.map((type, index) => `$${index + 2}::${type}`)
    const { rows } = await this.reader.query<{ line: string; key: string[] }>(
      `select to_json(${textsOf(table, 'r')})::text as line, array[${key.map((column) => `${column}::text`)}]::text[] as key
       from ${escapeIdentifier(this.tenant.schema)}.${escapeIdentifier(table.name)} r
       where r.tenant_id = $1 ${after ? `and (${key}) > (${bounds})` : ''}
       ${key.length > 0 ? `order by ${key} limit ${pageSize}` : ''}`,
      [this.tenant.id, ...(after ?? [])],
    )
    return rows
  }
}
