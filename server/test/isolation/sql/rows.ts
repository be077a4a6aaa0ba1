import type pg from 'pg'
import { escapeIdentifier } from 'pg'
import type { Table } from './catalogue.ts'

export type Row = Record<string, unknown>

/**
 * Leaves a row of the tenant in each of these tables that has none, past all constraints but CHECK, so that there is
 * something to steal in a table nobody wrote a sample for.
 */
export async function leaveMissingRows(admin: pg.Client, tables: readonly Table[], tenantId: string): Promise<void> {
  const missing: Table[] = []
  for (const table of tables) if (!(await findRow(admin, table, tenantId))) missing.push(table)
  await admin.query('begin; set local session_replication_role = replica')
  for (const table of missing) await insertRow(admin, table, tenantId)
  for (const table of missing) await connect(admin, table, tenantId)
  await admin.query('commit')
}

/** The tenant's row that says most, as a superuser sees it. */
export async function findRow(admin: pg.Client, table: Table, tenantId: string): Promise<Row | undefined> {
  const { rows } = await admin.query<{ row: Row }>(
    `select to_jsonb(t) as row from ${table.reference} t where ${escapeIdentifier(table.tenantColumn)} = $1
     order by jsonb_array_length(jsonb_path_query_array(to_jsonb(t), '$.* ? (@ != null)')) desc, ctid limit 1`,
    [tenantId],
  )
  return rows[0]?.row
}

async function insertRow(admin: pg.Client, table: Table, tenantId: string): Promise<void> {
  const columns = table.columns.filter(({ isGenerated, hasDefault }) => !isGenerated && !hasDefault)
  const row = Object.fromEntries(
    columns.map(({ name, type }) => [name, name === table.tenantColumn ? tenantId : madeUp(type)]),
  )
  const names = columns.map(({ name }) => escapeIdentifier(name)).join(', ')
  await admin
    .query(
      `insert into ${table.reference} (${names})
       select ${names} from jsonb_populate_record(null::${table.reference}, $1)`,
      [row],
    )
    .catch((error) => {
      throw new Error(`no row of a tenant could be made up for ${table.reference}: leave one in sample-rows.ts`, {
        cause: error,
      })
    })
}

function madeUp(type: string): unknown {
  if (type === 'uuid') return crypto.randomUUID()
  if (type === 'text' || type.startsWith('character varying')) return `kept-${crypto.randomUUID()}`
  if (type.startsWith('timestamp') || type === 'date') return new Date().toISOString()
  if (type === 'boolean') return true
  if (type === 'json' || type === 'jsonb') return {}
  if (type === 'bytea') return '\\x00'
  if (type.endsWith('[]')) return []
  return 1
}

/** Makes a made-up row refer to true rows of its tenant. */
async function connect(admin: pg.Client, table: Table, tenantId: string): Promise<void> {
  const whose = table.tenantColumn
  for (const { columns, target, targetColumns } of table.foreignKeys) {
    const pairs = columns.map((column, index) => [column, targetColumns[index]!] as const)
    const set = pairs.filter(([column]) => column !== whose)
    if (set.length === 0) continue
    await admin.query(
      `update ${table.reference} t set ${set.map(([column, from]) => `${escapeIdentifier(column)} = u.${escapeIdentifier(from)}`).join(', ')}
       from (select * from ${target} where tenant_id = $1 limit 1) u where t.${escapeIdentifier(whose)} = $1`,
      [tenantId],
    )
  }
}
