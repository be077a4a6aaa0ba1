import { type ClientBase, escapeIdentifier } from 'pg'
import { BindingSigner } from '../binding/signer.ts'
import { fingerprint } from '../tables/fingerprint.ts'
import { writePlainly } from '../tables/plain-text.ts'
import type { TenantTable } from '../tables/tenant-table.ts'
import type { Tenant } from '../tenant.ts'
import { type RowsManifest, requireSameTables, travellingTables } from './manifest.ts'
import { ExportDamaged } from './refusals.ts'

export interface ImportOptions {
  /** The owner's connection, in the transaction that makes the tenant: all of it is kept, or nothing. */
  owner: ClientBase
  bindingKey: Buffer
  /** The new tenant, which has no rows yet. */
  tenant: Pick<Tenant, 'id' | 'epoch' | 'schema'>
  manifest: RowsManifest
  leaveOut: readonly string[]
}

const batchRows = 1_000
const batchCharacters = 4_000_000

/** Writes the rows of an export for a new tenant, bound to it like everybody who writes rows. */
export class ImportedRows {
  private readonly options: ImportOptions
  private readonly tables: readonly TenantTable[]
  private table: TenantTable | undefined
  private batch: string[] = []
  private characters = 0

  private constructor(options: ImportOptions, tables: readonly TenantTable[]) {
    this.options = options
    this.tables = tables
  }

  /** @throws ExportDiffers */
  static async open(options: ImportOptions): Promise<ImportedRows> {
    const { owner, bindingKey, tenant, manifest, leaveOut } = options
    const tables = await travellingTables(owner, tenant.schema, leaveOut)
    await requireSameTables(owner, tenant.schema, tables, manifest)
    await owner.query('select tenancy.bind($1)', [new BindingSigner(bindingKey).bindingFor(tenant)])
    await writePlainly(owner)
    return new ImportedRows(options, tables)
  }

  /** The rows that follow belong to this table. */
  async begin(name: string): Promise<void> {
    await this.end()
    this.table = this.tables.find((table) => table.name === name)
    if (!this.table) throw ExportDamaged(`It has rows of a table ${name}, which it does not announce.`)
    if (isSelfReferring(this.table))
      await this.options.owner.query(`create temporary table staged (line json) on commit drop`)
  }

  async add(line: string): Promise<void> {
    this.batch.push(line)
    this.characters += line.length
    if (this.batch.length === batchRows || this.characters > batchCharacters) await this.flush()
  }

  /** Every row is written. @throws ExportDamaged unless all tables hold exactly what the manifest says */
  async verify(): Promise<void> {
    await this.end()
    const { owner, tenant, manifest } = this.options
    const prints = await fingerprint(owner, tenant.schema, tenant.id, this.tables)
    for (const { name, rows, hash } of manifest.tables) {
      const print = prints.get(name)!
      if (print.rows === rows && print.hash === hash) continue
      throw ExportDamaged(`Table ${name} holds ${print.rows} rows that are not the ${rows} that were exported.`)
    }
  }

  private async end(): Promise<void> {
    await this.flush()
    const { table, options } = this
    this.table = undefined
    if (!table || !isSelfReferring(table)) return
    // Rows that refer to each other are checked at the end of the one statement that writes them all.
    const rows = `select ${this.values(table)} from staged s (line)`
    await this.run(table, `${this.insert(table)} ${rows}`, [options.tenant.id])
    await options.owner.query('drop table staged')
  }

  private async flush(): Promise<void> {
    if (this.batch.length === 0) return
    const { table } = this
    if (!table) throw ExportDamaged('It has rows of no table.')
    const lines = `[${this.batch.join(',')}]`
    this.batch = []
    this.characters = 0
    if (isSelfReferring(table)) {
      await this.run(table, 'insert into staged select json_array_elements($1::json)', [lines])
    } else {
      const rows = `select ${this.values(table)} from json_array_elements($2::json) s (line)`
      await this.run(table, `${this.insert(table)} ${rows}`, [this.options.tenant.id, lines])
    }
  }

  private async run(table: TenantTable, query: string, values: readonly string[]): Promise<void> {
    try {
      await this.options.owner.query(query, [...values])
    } catch (error) {
      throw isUnreadable(error) ? ExportDamaged(`A row of table ${table.name} cannot be read.`) : error
    }
  }

  private insert(table: TenantTable): string {
    const columns = ['tenant_id', ...table.columns.map(({ name }) => name)].map((name) => escapeIdentifier(name))
    return `insert into ${escapeIdentifier(this.options.tenant.schema)}.${escapeIdentifier(table.name)} (${columns})`
  }

  private values({ columns }: TenantTable): string {
    return ['$1::uuid', ...columns.map(({ type }, index) => `(s.line ->> ${index})::${type}`)].join(', ')
  }
}

function isSelfReferring({ name, references }: TenantTable): boolean {
  return references.some((reference) => reference.table === name)
}

/** Class 22, data exceptions: no JSON, or a text that is no value of its column. Class 23: a value the table refuses. */
function isUnreadable(error: unknown): boolean {
  return /^2[23]/.test((error as { code?: string }).code ?? '')
}
