import { escapeIdentifier } from 'pg'
import type { TenantTable } from '../tables/tenant-table.ts'
import type { Moving } from './moving.ts'
import { columnList, joined, keyOf, listed, named, sameImage } from './table-sql.ts'

/**
 * The oldest transaction that may have been under way when a snapshot was taken: whatever the snapshot does not show was
 * written by it or a later one.
 */
export type Horizon = string

export async function readHorizon({ client }: Moving): Promise<Horizon> {
  const { rows } = await client.query('select pg_snapshot_xmin(pg_current_snapshot())::text as horizon')
  return rows[0].horizon
}

/** Writes the rows that the target has not, or not so; answers how many. */
export async function writeChanged(moving: Moving, table: TenantTable, since?: Horizon): Promise<number> {
  const key = keyOf(table)
  const values = table.columns.filter(({ name }) => !key.includes(name))
  const set = values.map(({ name }) => `${escapeIdentifier(name)} = excluded.${escapeIdentifier(name)}`).join(', ')
  const { rowCount } = await moving.client.query(
    `insert into ${named(moving.to.schema, table)} (${columnList(table)}) overriding system value
     select ${columnList(table, 's')} from ${sourceOf(moving, table)} where ${isChanged(moving, table, since)}
     on conflict (${listed(key)}) do ${set ? `update set ${set}` : 'nothing'}`,
    since === undefined ? [moving.tenantId] : [moving.tenantId, since],
  )
  return rowCount!
}

/** How many rows written since have no equal in the target. */
export async function countDiffering(moving: Moving, table: TenantTable, since: Horizon): Promise<number> {
  const { rows } = await moving.client.query(
    `select count(*)::int as count from ${sourceOf(moving, table)} where ${isChanged(moving, table, since)}`,
    [moving.tenantId, since],
  )
  return rows[0].count
}

function sourceOf({ from }: Moving, table: TenantTable): string {
  return `${named(from.schema, table)} s`
}

/** Of a row `s` of the source: it was written since, and the target has no equal of it. */
function isChanged({ to }: Moving, table: TenantTable, since: Horizon | undefined): string {
  const recent = since === undefined ? '' : 'and age(s.xmin) <= age($2::text::xid8::xid)'
  return `s.tenant_id = $1 ${recent} and not exists (
    select from ${named(to.schema, table)} t where ${joined('s', table.primaryKey, 't')} and ${sameImage(table, 's', 't')}
  )`
}
