-- How a table becomes a tenant table, and a guard that writes use.

-- up

-- Row security on a table with `tenant_id`: no row is seen or written but those of the transaction's tenant.
create function tenancy.isolate(target regclass) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (
    select from pg_attribute a
    where a.attrelid = target and a.attname = 'tenant_id' and a.atttypid = 'uuid'::regtype and a.attnotnull
  ) then
    raise exception 'table % has no column "tenant_id uuid not null"', target using errcode = '42P16';
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_isolation on %s using (tenant_id = tenancy.current_tenant()) '
    'with check (tenant_id = tenancy.current_tenant())', target
  );
end
$$;

-- A tenant table: isolated, written by tenant scopes, read by viewers. TRUNCATE knows no row security and is not granted.
create function tenancy.protect(target regclass) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform tenancy.isolate(target);
  execute format('grant select, insert, update, delete on %s to stoa_app', target);
  execute format('grant select on %s to stoa_reader', target);
end
$$;

-- Refuses a write that did not affect as many rows as it had to.
create function tenancy.require_rows(actual bigint, wanted bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if actual is distinct from wanted then
    raise exception '% rows were affected instead of %', actual, wanted using errcode = 'ST003';
  end if;
end
$$;
grant execute on function tenancy.require_rows(bigint, bigint) to stoa_app, stoa_system;

-- down

drop function tenancy.require_rows(bigint, bigint);
drop function tenancy.protect(regclass);
drop function tenancy.isolate(regclass);
