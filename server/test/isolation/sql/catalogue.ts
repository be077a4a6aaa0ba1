import type pg from 'pg'

/** The roles of tenants' scopes, by which every attack is tried. */
export const tenantRoles = ['app', 'reader'] as const
export type TenantRole = (typeof tenantRoles)[number]

/** A table with rows of tenants. */
export interface Table {
  /** `schema.name`, quoted. */
  reference: string
  schema: string
  name: string
  /** The column that says whose a row is. */
  tenantColumn: string
  /** A policy of its own lets the owner of the tables in. */
  isOpenToOwner: boolean
  columns: Column[]
  primaryKey: string[]
  uniqueKeys: { columns: string[]; predicate: string | null }[]
  foreignKeys: { name: string; columns: string[]; target: string; targetColumns: string[] }[]
}

export interface Column {
  name: string
  type: string
  isGenerated: boolean
  isNullable: boolean
  hasDefault: boolean
  /** Roles that may do it with this column. */
  select: TenantRole[]
  insert: TenantRole[]
  update: TenantRole[]
}

const mayDo = (what: string) =>
  `array_remove(array[${tenantRoles
    .map((role) => `case when has_column_privilege('stoa_${role}', c.oid, a.attnum, '${what}') then '${role}' end`)
    .join(', ')}], null)`

const namesOf = (keys: string, table: string) =>
  `(select coalesce(json_agg(a.attname order by k.position), '[]') from unnest(${keys}) with ordinality k (attnum, position)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = k.attnum)`

const tablesQuery = `
select format('%I.%I', n.nspname, c.relname) as reference, n.nspname as schema, c.relname as name, t.attname as "tenantColumn",
  exists (
    select from pg_policy p where p.polrelid = c.oid and 'stoa_owner'::regrole = any (p.polroles)
  ) as "isOpenToOwner", (
  select json_agg(json_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'isGenerated', a.attgenerated <> '',
    'isNullable', not a.attnotnull, 'hasDefault', a.atthasdef or a.attidentity <> '',
    'select', ${mayDo('select')}, 'insert', ${mayDo('insert')}, 'update', ${mayDo('update')}
  ) order by a.attnum)
  from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
) as columns, coalesce((
  select ${namesOf('i.indkey::int2[]', 'c.oid')} from pg_index i where i.indrelid = c.oid and i.indisprimary
), '[]') as "primaryKey", (
  select coalesce(json_agg(json_build_object(
    'columns', ${namesOf('i.indkey::int2[]', 'c.oid')}, 'predicate', pg_get_expr(i.indpred, i.indrelid)
  )), '[]')
  from pg_index i where i.indrelid = c.oid and i.indisunique and not 0 = any (i.indkey::int2[])
) as "uniqueKeys", (
  select coalesce(json_agg(json_build_object(
    'name', f.conname, 'columns', ${namesOf('f.conkey', 'f.conrelid')},
    'target', f.confrelid::regclass, 'targetColumns', ${namesOf('f.confkey', 'f.confrelid')}
  )), '[]')
  from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'
) as "foreignKeys"
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute t on t.attrelid = c.oid and not t.attisdropped
  and t.attname = case when c.oid = to_regclass('core.tenants') then 'id' else 'tenant_id' end
where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by 1`

/** Every table that says whose its rows are, wherever it is: a new one is attacked without being named. */
export async function tenantTables(admin: pg.Client): Promise<Table[]> {
  return (await admin.query<Table>(tablesQuery)).rows
}

const relationsQuery = `
select c.oid::regclass::text as reference, json_agg(format('%I', a.attname) order by a.attnum) as columns
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and has_schema_privilege('stoa_' || $1, n.oid, 'usage') and has_column_privilege('stoa_' || $1, c.oid, a.attnum, 'select')
group by c.oid order by 1`

/** Everything a role can read and the columns it can read there: views, and tables without tenants as well. */
export async function readableRelations(admin: pg.Client, role: TenantRole) {
  return (await admin.query<{ reference: string; columns: string[] }>(relationsQuery, [role])).rows
}

const functionsQuery = `
select p.oid::regprocedure::text as reference, format('%I.%I', n.nspname, p.proname) as name,
  array(
    select format_type(t, null) from unnest(p.proargtypes::oid[]) with ordinality a (t, position) order by position
  ) as "argumentTypes"
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where p.prokind = 'f' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
  and has_schema_privilege('stoa_' || $1, n.oid, 'usage') and has_function_privilege('stoa_' || $1, p.oid, 'execute')
order by 1`

/** Every function a role can call. */
export async function callableFunctions(admin: pg.Client, role: TenantRole) {
  type Found = { reference: string; name: string; argumentTypes: string[] }
  return (await admin.query<Found>(functionsQuery, [role])).rows
}
