import { sql } from 'kysely'
import { systemStatement } from '#platform/database'

interface Table {
  schema_name: string
  table_name: string
  is_own: boolean
}

export const findPurging = systemStatement('tenants.find_purging', (db) =>
  db.selectFrom('core.tenants').select('id').where('purging_since', 'is not', null).orderBy('purging_since'),
)

export const findMove = systemStatement(
  'tenants.find_move',
  (_, p: { id: string }) => sql`select tenant_id from tenancy.moves where tenant_id = ${p.id}::uuid`,
)

/** Where the tenant may have rows, those that refer before those they refer to. */
export const findTables = systemStatement(
  'tenants.find_tables',
  (_, p: { id: string }) =>
    sql<Table>`select schema_name, table_name, is_own from tenancy.tables_of(${p.id}::uuid) with ordinality
      order by ordinality`,
)

export const findWriters = systemStatement(
  'tenants.find_writers',
  (_, p: { id: string }) => sql<{ writer: string }>`select writer from tenancy.writers_of(${p.id}::uuid) as w (writer)`,
)

export const purgeRows = systemStatement(
  'tenants.purge_rows',
  (_, p: Pick<Table, 'schema_name' | 'table_name'> & { id: string; batch: number }) =>
    sql<{ deleted: number }>`
      select tenancy.purge_rows(${p.id}::uuid, ${p.schema_name}::text, ${p.table_name}::text, ${p.batch}::integer)
        as deleted`,
)

export const purgeSchema = systemStatement(
  'tenants.purge_schema',
  (_, p: { id: string }) => sql<{ dropped: string | null }>`select tenancy.purge_schema(${p.id}::uuid) as dropped`,
)

export const endPurge = systemStatement(
  'tenants.end_purge',
  (_, p: { id: string }) => sql`select tenancy.end_purge(${p.id}::uuid)`,
)
