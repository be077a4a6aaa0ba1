import type { Client } from 'pg'

/** A thing that is not in a schema as it is in the shared one. */
export interface Difference {
  schema: string
  /** `column orders.status`, `policy tenant_isolation of orders`. */
  object: string
  /** As it is in the shared schema; null: it is not there. */
  expected: string | null
  /** As it is here; null: it is missing. */
  found: string | null
}

/** Backends keep what they read of the catalogue: each connection reads so many schemas and ends. */
export const schemasPerConnection = 250

/**
 * Everything a schema is made of, as rows (schema, object, definition): names of the schema itself are taken out, so that
 * equal schemas have equal rows. PostgreSQL prints definitions with every name's schema only where search_path is empty.
 */
const partsOfSchemas = `
schemas as materialized (
  select n.oid, n.nspname as name, quote_ident(n.nspname) || '.' as prefix
  from pg_namespace n where n.nspname = any($1::text[])
), relations as materialized (
  select s.name as schema, s.prefix, c.oid, c.relname as name, c.relkind as kind, c.relpersistence as persistence,
    c.relrowsecurity as has_row_security, c.relforcerowsecurity as has_force, c.relowner as owner, c.relacl as grants,
    c.reloptions as options, c.relispartition as is_part
  from pg_class c join schemas s on s.oid = c.relnamespace
), parts (schema, object, definition) as (
  select r.schema, 'table ' || r.name, concat_ws(' ', r.kind, r.persistence,
    case when r.has_row_security then 'row security' end, case when r.has_force then 'forced' end,
    'of ' || pg_get_userbyid(r.owner), r.options::text, case when r.is_part then 'partition' end)
  from relations r where r.kind not in ('i', 'I')
  union all
  select r.schema, 'grants of ' || r.name, (select string_agg(g::text, ' ' order by g::text) from unnest(r.grants) g)
  from relations r where r.grants is not null
  union all
  select r.schema, 'column ' || r.name || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then 'not null' end, nullif(a.attidentity, ''), nullif(a.attgenerated, ''),
    case when d.oid is not null then 'default ' || replace(pg_get_expr(d.adbin, d.adrelid), r.prefix, '') end,
    case when a.attcollation not in (0, 100) then 'collation ' || a.attcollation end,
    case when a.attacl is not null then 'to ' || (select string_agg(g::text, ' ' order by g::text) from unnest(a.attacl) g) end)
  from relations r
  join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where r.kind in ('r', 'p', 'v', 'm', 'f')
  union all
  select r.schema, 'constraint ' || k.conname || ' of ' || r.name, replace(pg_get_constraintdef(k.oid), r.prefix, '')
  from relations r join pg_constraint k on k.conrelid = r.oid and k.contype <> 'n'
  union all
  select r.schema, 'index ' || r.name, replace(pg_get_indexdef(r.oid), r.prefix, '')
    || case when i.indisvalid then '' else ' invalid' end
  from relations r join pg_index i on i.indexrelid = r.oid
  union all
  select r.schema, 'policy ' || p.polname || ' of ' || r.name, concat_ws(' ', p.polcmd,
    case when p.polpermissive then 'permissive' else 'restrictive' end,
    'to ' || (select string_agg(case m when 0 then 'public' else pg_get_userbyid(m) end, ', ' order by m) from unnest(p.polroles) m),
    'using ' || replace(pg_get_expr(p.polqual, p.polrelid), r.prefix, ''),
    'with check ' || replace(pg_get_expr(p.polwithcheck, p.polrelid), r.prefix, ''))
  from relations r join pg_policy p on p.polrelid = r.oid
  union all
  select r.schema, 'trigger ' || g.tgname || ' of ' || r.name, concat_ws(' ', replace(pg_get_triggerdef(g.oid), r.prefix, ''), g.tgenabled)
  from relations r join pg_trigger g on g.tgrelid = r.oid and not g.tgisinternal
  union all
  select r.schema, 'rule ' || w.rulename || ' of ' || r.name, replace(pg_get_ruledef(w.oid), r.prefix, '')
  from relations r join pg_rewrite w on w.ev_class = r.oid
  union all
  select s.name, 'function ' || p.proname || '(' || replace(pg_get_function_identity_arguments(p.oid), s.prefix, '') || ')',
    concat_ws(' ', replace(replace(
        case when p.prokind in ('f', 'p', 'w') then pg_get_functiondef(p.oid) end, '"' || s.name || '".', ''), s.prefix, ''),
      'of ' || pg_get_userbyid(p.proowner),
      'to ' || (select string_agg(g::text, ' ' order by g::text) from unnest(p.proacl) g))
  from schemas s join pg_proc p on p.pronamespace = s.oid
  union all
  select s.name, 'type ' || t.typname, concat_ws(' ', t.typtype,
    (select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))
  from schemas s join pg_type t on t.typnamespace = s.oid and t.typtype in ('e', 'd', 'r')
  union all
  -- Which logins may use a schema is a matter of its tenant.
  select s.name, 'grants of the schema', (
    select string_agg(g::text, ' ' order by g::text) from unnest(n.nspacl) g where g::text !~ '^stoa_login_'
  )
  from schemas s join pg_namespace n on n.oid = s.oid
)`

const differencesQuery = `
with ${partsOfSchemas},
expected as materialized (select object, coalesce(definition, '') as definition from parts where schema = $2),
found as materialized (select schema, object, coalesce(definition, '') as definition from parts where schema <> $2)
select f.schema, f.object, e.definition as expected, f.definition as found
from found f left join expected e using (object)
where f.definition is distinct from e.definition
union all
select s.name, e.object, e.definition, null
from schemas s cross join expected e left join found f on f.schema = s.name and f.object = e.object
where s.name <> $2 and f.object is null
order by 2, 1`

/** Where schemas differ from `reference`; one query, for as many schemas as one connection should read. */
export async function schemaDifferences(
  client: Client,
  reference: string,
  schemas: readonly string[],
): Promise<Difference[]> {
  const { rows } = await client.query<Difference>(differencesQuery, [[reference, ...schemas], reference])
  return rows
}

const fingerprintsQuery = `
with ${partsOfSchemas}
select schema, md5(string_agg(md5(object || coalesce(definition, '')), '' order by object, definition)) as fingerprint
from parts group by schema`

/** A hash of each schema's tables, constraints, indexes, policies, functions and grants; equal schemas, equal hashes. */
export async function schemaFingerprints(client: Client, schemas: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ schema: string; fingerprint: string }>(fingerprintsQuery, [schemas])
  return new Map(rows.map(({ schema, fingerprint }) => [schema, fingerprint]))
}
