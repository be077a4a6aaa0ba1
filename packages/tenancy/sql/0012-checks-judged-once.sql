-- What a statement may write is judged once, however many rows it writes.

-- up

-- WITH CHECK calls a STABLE function anew at each row, which cost 15 µs; as a subquery it is asked once a statement. USING
-- stays as it is: there the planner sees that a comparison with the tenant named by the query holds for all rows or none.
--
-- A distributed engine refuses subqueries in policies, and keeps the form that is judged at each row.
create function tenancy.judge_once(target regclass) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from pg_extension e where e.extname = 'citus') then
    execute format(
      'alter policy tenant_isolation on %s with check (tenant_id = (select tenancy.current_tenant()))', target
    );
  end if;
end
$$;

create or replace function tenancy.isolate(target regclass) returns void
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
  perform tenancy.judge_once(target);
end
$$;

-- down

create or replace function tenancy.isolate(target regclass) returns void
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
drop function tenancy.judge_once(regclass);
