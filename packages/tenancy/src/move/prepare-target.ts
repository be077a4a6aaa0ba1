import { isDeepStrictEqual } from 'node:util'
import type { Client } from 'pg'
import { readTenantTables, type TenantTable } from '../tables/tenant-table.ts'
import type { KnownMove } from './claim.ts'
import { NotMovable } from './refusals.ts'

/**
 * Makes the tables the rows go to, and answers with them, parents first.
 * @throws NotMovable when the tables of both places differ, or cannot be copied row by row
 */
export async function prepareTarget(client: Client, move: KnownMove): Promise<readonly TenantTable[]> {
  if (move.to.placement === 'schema') await makeSchema(client, move)
  const tables = await readTenantTables(client, move.to.schema)
  await refuseUnmovable(client, move, tables)
  return tables
}

/**
 * A schema is made for a tenant whose row names it, so the row says so until this transaction ends; nobody else sees it
 * say so.
 */
async function makeSchema(client: Client, { tenantId, from, to }: KnownMove): Promise<void> {
  const place = 'update core.tenants set placement = $2, schema_name = $3 where id = $1'
  await client.query('begin')
  try {
    await client.query(place, [tenantId, to.placement, to.schema])
    await client.query('select tenancy.create_tenant_schema($1, $2)', [tenantId, to.schema])
    await client.query(place, [tenantId, from.placement, from.schema])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

const keylessQuery = `
select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and c.relname = any ($2::text[])
  and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`

async function refuseUnmovable(client: Client, { from, to }: KnownMove, tables: readonly TenantTable[]): Promise<void> {
  await refuseDiffering(client, from.schema, to.schema, tables)
  const circular = tables.find(({ name, references }) =>
    references.some(({ table, isCircular }) => isCircular && table !== name),
  )
  if (circular) throw NotMovable(`The table ${circular.name} is one of a circle of tables that refer to each other.`)
  const { rows } = await client.query<{ name: string }>(keylessQuery, [to.schema, tables.map(({ name }) => name)])
  if (rows[0]) throw NotMovable(`The table ${rows[0].name} has no primary key.`)
}

/** Migrations that ran on one of two schemas only. */
const lagQuery = `
select version from tenancy.migrations m where set = 'tenant' and schema_name in ($1, $2)
group by version having count(*) < 2`

/** @throws NotMovable naming a table that is not the same in both schemas */
export async function refuseDiffering(
  client: Client,
  fromSchema: string,
  toSchema: string,
  tables: readonly TenantTable[],
): Promise<void> {
  const lag = await client.query(lagQuery, [fromSchema, toSchema])
  if (lag.rowCount) throw NotMovable(`Not both schemas are up to date; "stoa migrate up" comes first.`)
  const [here, there] = [byName(await readTenantTables(client, fromSchema)), byName(tables)]
  for (const name of new Set([...here.keys(), ...there.keys()])) {
    if (!isDeepStrictEqual(here.get(name), there.get(name))) {
      throw NotMovable(
        `The table ${name} differs between ${fromSchema} and ${toSchema}; "stoa migrate up" comes first.`,
      )
    }
  }
}

/** The order of columns does not matter: a column added later stands last in one schema and in place in another. */
function byName(tables: readonly TenantTable[]): Map<string, unknown> {
  return new Map(
    tables.map(({ name, columns, primaryKey, references }) => [
      name,
      { columns: new Map(columns.map((column) => [column.name, column.type])), primaryKey, references },
    ]),
  )
}
