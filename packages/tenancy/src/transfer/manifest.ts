import type { ClientBase } from 'pg'
import type { Fingerprint } from '../tables/fingerprint.ts'
import { readTenantTables, type TenantColumn, type TenantTable } from '../tables/tenant-table.ts'
import { ExportDiffers } from './refusals.ts'

/** What an export says about its rows before they come. */
export interface RowsManifest {
  /** The migrations that made the tables they come from. */
  migrations: readonly { version: number; checksum: string }[]
  /** In the order in which they come, with the fingerprint that a copy has to have. */
  tables: readonly (Fingerprint & { name: string; columns: readonly TenantColumn[] })[]
}

/** Migrations that made a schema with tenants' rows. */
export async function migrationsOf(client: ClientBase, schema: string): Promise<RowsManifest['migrations']> {
  const { rows } = await client.query<{ version: number; checksum: string }>(
    `select version, checksum from tenancy.migrations where set = 'tenant' and schema_name = $1 order by version`,
    [schema],
  )
  return rows
}

/** The tables of a schema whose rows travel, parents before children. */
export async function travellingTables(
  client: ClientBase,
  schema: string,
  leaveOut: readonly string[],
): Promise<TenantTable[]> {
  const tables = (await readTenantTables(client, schema)).filter(({ name }) => !leaveOut.includes(name))
  const circle = tables.find((table) => table.references.some((to) => to.isCircular && to.table !== table.name))
  if (circle) throw ExportDiffers(`The table ${circle.name} is in a circle of tables that refer to each other.`)
  return tables
}

/** @throws ExportDiffers when the rows were written by other migrations, or come from other tables */
export async function requireSameTables(
  client: ClientBase,
  schema: string,
  tables: readonly TenantTable[],
  manifest: RowsManifest,
): Promise<void> {
  const here = await migrationsOf(client, schema)
  if (JSON.stringify(here) !== JSON.stringify(manifest.migrations)) {
    const [ours, theirs] = [here, manifest.migrations].map((list) => `${list.at(-1)?.version ?? 'none'}`)
    throw ExportDiffers(
      `Its tables were made by other migrations: the last one there is ${theirs}, the last one here is ${ours}. ` +
        'Import it with the version that wrote it, or migrate both and export again.',
    )
  }
  const shape = (list: readonly { name: string; columns: readonly TenantColumn[] }[]) =>
    JSON.stringify(list.map(({ name, columns }) => [name, columns.map((column) => [column.name, column.type])]))
  if (shape(tables) !== shape(manifest.tables)) throw ExportDiffers('Its tables have other columns than those here.')
}
