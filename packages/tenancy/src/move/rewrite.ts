import type { TenantTable } from '../tables/tenant-table.ts'
import type { Moving } from './moving.ts'
import { joined, keyOf, listed, named, sameImage } from './table-sql.ts'
import { writeChanged } from './write-changed.ts'

/**
 * The same by taking away first: every row of the target that is not as in the source, and every row that refers to one
 * of those, however indirectly; then what is missing is written, parents first. So values may go from row to row in any
 * way. It costs more, and is tried when rows stand against each other.
 */
export async function rewrite(moving: Moving): Promise<number> {
  const { client, tables } = moving
  for (const [index, table] of tables.entries()) {
    await moving.hurry?.()
    await client.query(`create temporary table ${doomed(index)} on commit drop as ${differing(moving, table)}`)
  }
  await spread(moving)
  let changed = 0
  for (const [index, table] of [...tables.entries()].reverse()) {
    await moving.hurry?.()
    const { rowCount } = await client.query(
      `delete from ${named(moving.to.schema, table)} t using ${doomed(index)} d
       where ${joined('t', table.primaryKey, 'd')}`,
      [moving.tenantId],
    )
    changed += rowCount!
  }
  for (const table of tables) {
    await moving.hurry?.()
    changed += await writeChanged(moving, table)
  }
  for (const [index] of tables.entries()) await client.query(`drop table ${doomed(index)}`)
  return changed
}

function doomed(index: number): string {
  return `pg_temp.doomed_${index}`
}

/** Keys of the target's rows without an equal in the source. */
function differing({ client, tenantId, from, to }: Moving, table: TenantTable): string {
  const equal = `select from ${named(from.schema, table)} s
    where ${joined('s', table.primaryKey, 't')} and ${sameImage(table, 's', 't')}`
  // No parameters are possible in CREATE TABLE AS.
  return `select ${listed(keyOf(table), 't')} from ${named(to.schema, table)} t
    where t.tenant_id = $1 and not exists (${equal})`.replaceAll('$1', client.escapeLiteral(tenantId))
}

/** Dooms what refers to the doomed, until there is nothing more. */
async function spread({ client, tenantId, to, tables }: Moving): Promise<void> {
  for (let grown = 1; grown > 0; ) {
    grown = 0
    for (const [index, table] of tables.entries()) {
      for (const { table: parent, columns, toColumns } of table.references) {
        const parentIndex = tables.findIndex(({ name }) => name === parent)
        const { rowCount } = await client.query(
          `insert into ${doomed(index)} (${listed(keyOf(table))})
           select distinct ${listed(keyOf(table), 'c')} from ${named(to.schema, table)} c
           join ${named(to.schema, tables[parentIndex]!)} p on ${joined('c', columns, 'p', toColumns)}
           join ${doomed(parentIndex)} d on ${joined('p', tables[parentIndex]!.primaryKey, 'd')}
           where not exists (
             select from ${doomed(index)} known where ${joined('known', table.primaryKey, 'c')}
           )`,
          [tenantId],
        )
        grown += rowCount!
      }
    }
  }
}
