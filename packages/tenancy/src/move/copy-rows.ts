import { escapeIdentifier } from 'pg'
import type { TenantTable } from '../tables/tenant-table.ts'
import type { Moving } from './moving.ts'
import { columnList, joined, listed, named } from './table-sql.ts'
import { inTransaction } from './transaction.ts'

/**
 * Copies what is there, in short transactions, while the tenant writes on. It need not be exact: a row that cannot be
 * written yet, because the one it refers to or the former holder of its unique value stands against it, is left to
 * whoever catches up.
 */
export async function copyRows(moving: Moving): Promise<void> {
  for (const table of moving.tables) await copyTable(moving, table)
  // Without statistics of the new rows the comparisons that follow would be planned for a handful.
  const targets = moving.tables.map((table) => named(moving.to.schema, table)).join(', ')
  if (targets) await moving.client.query(`analyze (skip_locked) ${targets}`)
}

async function copyTable(moving: Moving, table: TenantTable): Promise<void> {
  const { client, tenantId, limits } = moving
  let after: string[] = []
  for (let copied = 0; ; ) {
    const text = pageQuery(moving, table, after.length > 0)
    const { rows } = await inTransaction(client, tenantId, '', () =>
      client.query<{ keys: string[]; count: number }>(text, [tenantId, limits.batchRows, ...after]),
    )
    if (!rows[0]) return
    copied += rows[0].count
    await moving.tell({ step: 'copied', table: table.name, rows: copied })
    if (rows[0].count < limits.batchRows) return
    after = rows[0].keys
  }
}

/** Copies the page after the key `$3, …`; answers with its last key. */
function pageQuery({ from, to }: Moving, table: TenantTable, isLater: boolean): string {
  const key = table.primaryKey
  const types = new Map(table.columns.map(({ name, type }) => [name, type]))
  const parameters = key.map((column, index) => `$${index + 3}::text::${types.get(column)}`)
  const later = isLater ? `and (${listed(key, 's')}) > (${parameters.join(', ')})` : ''
  const ordered = (direction: string) =>
    key.map((column) => `${escapeIdentifier(column)} ${direction}`).join(', ') || 'tenant_id'
  return `
    with page as materialized (
      select ${columnList(table, 's')} from ${named(from.schema, table)} s
      where s.tenant_id = $1 ${later} order by ${ordered('asc')} limit $2
    ), copied as (
      insert into ${named(to.schema, table)} (${columnList(table)}) overriding system value
      select ${columnList(table, 'p')} from page p ${whereParentsAre(to.schema, table)}
      on conflict do nothing
    )
    select array[${key.map((column) => `${escapeIdentifier(column)}::text`).join(', ')}]::text[] as keys,
      (select count(*)::int from page) as count
    from page order by ${ordered('desc')} limit 1`
}

/** Rows whose references can be followed in the target already. */
function whereParentsAre(schema: string, table: TenantTable): string {
  const conditions = table.references.map(({ table: parent, columns, toColumns }) => {
    const absent = columns.map((column) => `p.${escapeIdentifier(column)} is null`).join(' or ')
    const there = `exists (select from ${named(schema, { name: parent })} r where ${joined('p', columns, 'r', toColumns)})`
    return `(${absent ? `${absent} or ` : ''}${there})`
  })
  return conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
}
