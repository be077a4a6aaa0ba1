-- How a deleted tenant goes for good: rows in batches, its own schema table by table, its names last. Every function
-- here is one short step, can be repeated, and does nothing to a tenant whose purge was not begun.

-- up

-- A binding the database makes for its owner, so that a purge stays under row security like everything else. It passes
-- every fence. Granted to nobody.
create function tenancy.owner_binding(tenant_id uuid) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  key tenancy.binding_keys;
  message text;
begin
  select * into strict key from tenancy.binding_keys k where k.retires_at is null order by k.created_at desc limit 1;
  message := format('%s.9007199254740991.%s.%s', tenant_id, trunc(extract(epoch from now()) + 60), key.id);
  return message || '.' || encode(
    sha256(key.outer_pad || sha256(key.inner_pad || convert_to(message, 'UTF8'))), 'hex'
  );
end
$$;

-- Every table in which the tenant may have rows beside others, and every table of its own schema, referring ones before
-- those they refer to. Other tenants' own schemas are not looked at, however many there are.
create function tenancy.tables_of(tenant_id uuid)
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
grant execute on function tenancy.tables_of(uuid) to stoa_system;

-- The transactions that may still be writing rows of the tenant. Those that are found after its fence was raised, and
-- have not ended, are the last that can: a transaction takes its tables' locks before its snapshot.
create function tenancy.writers_of(tenant_id uuid) returns setof text
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  select distinct l.virtualtransaction from pg_locks l
  join tenancy.tables_of(writers_of.tenant_id) t on t.target = l.relation
  where l.locktype = 'relation' and l.granted and l.pid is distinct from pg_backend_pid()
    and l.database = (select d.oid from pg_database d where d.datname = current_database())
    and l.mode in ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
$$;
grant execute on function tenancy.writers_of(uuid) to stoa_system;

-- Refuses to go on with anything but a tenant whose purge was begun, and holds that state until the step ends.
create function tenancy.require_purge(tenant_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform from core.tenants t
  where t.id = require_purge.tenant_id and t.status = 'deleted' and t.purging_since is not null
  for update;
  if not found then
    raise exception 'tenant % is not being purged', tenant_id using errcode = 'ST006';
  end if;
end
$$;

-- Deletes up to `batch` rows of the tenant from a table it shares with others; returns how many. Of rows that refer to
-- rows of the same table, the referring ones go first.
create function tenancy.purge_rows(tenant_id uuid, schema_name text, table_name text, batch integer) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  deleted bigint;
  target regclass := format('%I.%I', schema_name, table_name);
  referred text;
begin
  perform tenancy.require_purge(tenant_id);
  perform set_config('tenancy.binding', tenancy.owner_binding(tenant_id), true);
  select coalesce(string_agg(format(
    ' and not exists (select from %s c where c.tenant_id = $1 and c.ctid <> r.ctid and (%s))', target, (
      select string_agg(format('c.%I = r.%I', child.attname, parent.attname), ' and ')
      from unnest(k.conkey, k.confkey) as pair (child_column, parent_column)
      join pg_attribute child on child.attrelid = target and child.attnum = pair.child_column
      join pg_attribute parent on parent.attrelid = target and parent.attnum = pair.parent_column
    )
  ), ''), '')
  into referred
  from pg_constraint k where k.conrelid = target and k.confrelid = target and k.contype = 'f';
  execute format(
    'delete from %1$s where tenant_id = $1 and ctid = any (array('
    'select r.ctid from %1$s r where r.tenant_id = $1%2$s limit $2))', target, referred
  ) using tenant_id, batch;
  get diagnostics deleted = row_count;
  return deleted;
end
$$;
grant execute on function tenancy.purge_rows(uuid, text, text, integer) to stoa_system;

-- Drops one table of the tenant's own schema, and at last the schema; returns what went, or null when nothing is left.
-- One at a time, because a transaction holds a lock on each table, index and sequence it drops until its end.
create function tenancy.purge_schema(tenant_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  own_schema text;
  next record;
begin
  perform tenancy.require_purge(tenant_id);
  select t.schema_name into own_schema from core.tenants t
  where t.id = purge_schema.tenant_id and t.placement = 'schema' and t.schema_name ~ '^tenant_';
  if own_schema is null or not exists (select from pg_namespace n where n.nspname = own_schema) then
    return null;
  end if;
  -- A migrator that is at the schema is waited for; from now on they leave it alone.
  perform pg_advisory_xact_lock(hashtextextended('tenancy.migrate ' || own_schema, 0));
  delete from tenancy.tenant_schemas s where s.schema_name = own_schema;
  delete from tenancy.migrations m where m.set = 'tenant' and m.schema_name = own_schema;
  select t.schema_name, t.table_name into next from tenancy.tables_of(tenant_id) t where t.is_own limit 1;
  if found then
    execute format('drop table %I.%I cascade', next.schema_name, next.table_name);
    return next.table_name;
  end if;
  execute format('drop schema %I cascade', own_schema);
  return own_schema;
end
$$;
grant execute on function tenancy.purge_schema(uuid) to stoa_system;

-- The end: the tenant's own row goes when no other does any more, and with it its names are free. The fence stays, as
-- high as can be, so that nothing that remembers the tenant ever acts for it.
create function tenancy.end_purge(tenant_id uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  next record;
  is_left boolean;
begin
  perform tenancy.require_purge(tenant_id);
  perform set_config('tenancy.binding', tenancy.owner_binding(tenant_id), true);
  if exists (
    select from core.tenants t join pg_namespace n on n.nspname = t.schema_name
    where t.id = end_purge.tenant_id and t.placement = 'schema'
  ) then
    raise exception 'the schema of tenant % is left', tenant_id using errcode = 'ST007';
  end if;
  for next in select t.target from tenancy.tables_of(tenant_id) t loop
    execute format('select exists (select from %s where tenant_id = $1)', next.target) into is_left using tenant_id;
    if is_left then
      raise exception 'rows of tenant % are left in %', tenant_id, next.target using errcode = 'ST007';
    end if;
  end loop;
  perform tenancy.fence(tenant_id, 9007199254740991);
  delete from core.tenants t where t.id = end_purge.tenant_id;
end
$$;
grant execute on function tenancy.end_purge(uuid) to stoa_system;

-- down

drop function tenancy.end_purge(uuid);
drop function tenancy.purge_schema(uuid);
drop function tenancy.purge_rows(uuid, text, text, integer);
drop function tenancy.require_purge(uuid);
drop function tenancy.writers_of(uuid);
drop function tenancy.tables_of(uuid);
drop function tenancy.owner_binding(uuid);
