-- A schema whose purge has begun is nobody's to migrate any more, and was taken for one that tenants share.

-- up

-- Every table in which the tenant may have rows beside others, and every table of its own schema, referring ones before
-- those they refer to. Other tenants' own schemas are not looked at, however many there are, nor what a purge has left of
-- one: its tenant's row still names it.
create or replace function tenancy.tables_of(tenant_id uuid)
returns table (target regclass, schema_name text, table_name text, is_own boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query with recursive tenant as (
    select t.schema_name from core.tenants t where t.id = tables_of.tenant_id and t.placement = 'schema'
  ), tables as (
    select c.oid, n.nspname, c.relname, n.nspname in (select o.schema_name from tenant o) as is_own
    from pg_namespace n
    join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p') and not c.relispartition
    where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'tenancy')
      and (n.nspname in (select o.schema_name from tenant o) or n.nspname not in (
        select s.schema_name from tenancy.tenant_schemas s where s.schema_name <> 'shared'
        union all select t.schema_name from core.tenants t where t.placement = 'schema'
      ))
      and exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      )
  ), referring as (
    select distinct k.conrelid, k.confrelid from pg_constraint k
    join tables t on t.oid = k.conrelid
    where k.contype = 'f' and k.conrelid <> k.confrelid
  ), depths as (
    select t.oid, 0 as depth from tables t
    union
    -- The limit ends the walk where tables refer to each other in a circle.
    select r.conrelid, d.depth + 1 from depths d join referring r on r.confrelid = d.oid where d.depth < 32
  )
  select t.oid::regclass, t.nspname::text, t.relname::text, t.is_own
  from tables t join depths d on d.oid = t.oid
  group by t.oid, t.nspname, t.relname, t.is_own
  order by max(d.depth) desc, t.nspname, t.relname;
end
$$;

-- down

create or replace function tenancy.tables_of(tenant_id uuid)
returns table (target regclass, schema_name text, table_name text, is_own boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query with recursive tenant as (
    select t.schema_name from core.tenants t where t.id = tables_of.tenant_id and t.placement = 'schema'
  ), tables as (
    select c.oid, n.nspname, c.relname, n.nspname in (select o.schema_name from tenant o) as is_own
    from pg_namespace n
    join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p') and not c.relispartition
    where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'tenancy')
      and (n.nspname in (select o.schema_name from tenant o) or n.nspname not in (
        select s.schema_name from tenancy.tenant_schemas s where s.schema_name <> 'shared'
      ))
      and exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      )
  ), referring as (
    select distinct k.conrelid, k.confrelid from pg_constraint k
    join tables t on t.oid = k.conrelid
    where k.contype = 'f' and k.conrelid <> k.confrelid
  ), depths as (
    select t.oid, 0 as depth from tables t
    union
    -- The limit ends the walk where tables refer to each other in a circle.
    select r.conrelid, d.depth + 1 from depths d join referring r on r.confrelid = d.oid where d.depth < 32
  )
  select t.oid::regclass, t.nspname::text, t.relname::text, t.is_own
  from tables t join depths d on d.oid = t.oid
  group by t.oid, t.nspname, t.relname, t.is_own
  order by max(d.depth) desc, t.nspname, t.relname;
end
$$;
