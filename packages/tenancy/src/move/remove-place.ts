import { setTimeout as wait } from 'node:timers/promises'
import { type Client, escapeIdentifier } from 'pg'
import { readTenantTables, type TenantTable } from '../tables/tenant-table.ts'
import type { MoveLimits, Moving, Place } from './moving.ts'
import { joined, named } from './table-sql.ts'
import { inTransaction, isContention } from './transaction.ts'

/** What removing needs of a move. */
export interface Removal {
  client: Client
  tenantId: string
  place: Place
  limits: MoveLimits
  tell: Moving['tell']
}

/** Removes a tenant's rows from where they no longer, or not yet, are its own. It can be interrupted and repeated. */
export async function removePlace(removal: Removal): Promise<void> {
  const { client, place } = removal
  if (place.placement === 'schema') return patiently(removal, () => dropSchema(removal))
  const tables = await readTenantTables(client, place.schema)
  for (const table of tables.toReversed()) await removeRows(removal, table)
}

async function dropSchema({ client, tenantId, place, limits, tell }: Removal): Promise<void> {
  await inTransaction(client, tenantId, `set local lock_timeout = ${limits.lockMs}`, async () => {
    await refuseHome(client, tenantId, place)
    await client.query(`select pg_advisory_xact_lock(hashtextextended('tenancy.migrate ' || $1, 0))`, [place.schema])
    await client.query(`delete from tenancy.tenant_schemas where schema_name = $1`, [place.schema])
    await client.query(`delete from tenancy.migrations where set = 'tenant' and schema_name = $1`, [place.schema])
    await client.query(`drop schema if exists ${escapeIdentifier(place.schema)} cascade`)
  })
  await tell({ step: 'cleaned', table: `${place.schema}.*`, rows: 0 })
}

/** Rows in batches, so that nobody waits for long; of rows that refer to each other the referring ones go first. */
async function removeRows(removal: Removal, table: TenantTable): Promise<void> {
  const { client, tenantId, place, limits, tell } = removal
  const target = named(place.schema, table)
  const unreferred = table.references
    .filter((reference) => reference.table === table.name)
    .map(({ columns, toColumns }) => {
      const referring = `select from ${target} c where ${joined('c', columns, 'r', toColumns)} and c.ctid <> r.ctid`
      return `and not exists (${referring})`
    })
  const batch = `delete from ${target} where tenant_id = $1 and ctid = any (array(
    select r.ctid from ${target} r where r.tenant_id = $1 ${unreferred.join(' ')} limit $2))`
  let removed = 0
  for (let deleted: number | null = 1; deleted; ) {
    deleted = await patiently(removal, () =>
      inTransaction(client, tenantId, '', async () => {
        await refuseHome(client, tenantId, place)
        return (await client.query(batch, [tenantId, limits.batchRows])).rowCount
      }),
    )
    if (!deleted) return
    removed += deleted
    await tell({ step: 'cleaned', table: `${place.schema}.${table.name}`, rows: removed })
  }
}

/** Invariant: nothing is removed where the tenant's rows are looked for, and no schema that is anybody's own. */
async function refuseHome(client: Client, tenantId: string, { schema }: Place): Promise<void> {
  const home = await client.query(
    `select from core.tenants where schema_name = $2 and (id = $1 or placement = 'schema')`,
    [tenantId, schema],
  )
  if (home.rowCount !== 0)
    throw new Error(`a tenant lives in the schema ${schema}, from which ${tenantId} was to be removed`)
}

/** Somebody else may have business with a table: a statement that began before the switch, a migration. */
async function patiently<T>({ limits }: Removal, step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await step()
    } catch (error) {
      if (!isContention(error) || attempt >= limits.attempts) throw error
    }
    await wait(100 * 2 ** attempt)
  }
}
