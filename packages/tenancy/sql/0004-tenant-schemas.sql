-- How a schema for tenants' rows is made.

-- up

create function tenancy.open_schema(schema_name text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('create schema if not exists %I', schema_name);
  execute format('grant usage on schema %I to stoa_app, stoa_reader', schema_name);
  insert into tenancy.tenant_schemas (schema_name) values (open_schema.schema_name) on conflict do nothing;
end
$$;

-- Makes the schema of a tenant with placement `schema`, and applies every tenant migration to it; returns how many.
-- All of it happens or nothing; what is there already is left as it is, so that it can be called again.
create function tenancy.create_tenant_schema(tenant_id uuid, schema_name text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  file record;
  started timestamptz;
  applied integer := 0;
begin
  -- The migrator holds this lock while it replaces the files: a schema is made from all of the old or all of the new,
  -- and the migrator, coming after, sees it.
  perform pg_advisory_xact_lock_shared(hashtextextended('tenancy.migration_files', 0));
  perform from core.tenants t
  where t.id = create_tenant_schema.tenant_id and t.schema_name = create_tenant_schema.schema_name
    and t.placement = 'schema'
  for update;
  if not found then
    raise exception 'no tenant % has the schema %', tenant_id, schema_name using errcode = 'ST004';
  end if;
  perform tenancy.open_schema(schema_name);
  for file in
    select f.version, f.name, f.checksum, f.up from tenancy.migration_files f
    where f.set = 'tenant' and not exists (
      select from tenancy.migrations m
      where m.set = 'tenant' and m.schema_name = create_tenant_schema.schema_name and m.version = f.version
    )
    order by f.version
  loop
    started := clock_timestamp();
    execute replace(file.up, ':"schema"', quote_ident(schema_name));
    insert into tenancy.migrations (set, schema_name, version, name, checksum, duration_ms)
    values ('tenant', schema_name, file.version, file.name, file.checksum,
      round(1000 * date_part('epoch', clock_timestamp() - started)));
    applied := applied + 1;
  end loop;
  return applied;
end
$$;
grant execute on function tenancy.create_tenant_schema(uuid, text) to stoa_system;

-- down

drop function tenancy.create_tenant_schema(uuid, text);
drop function tenancy.open_schema(text);
