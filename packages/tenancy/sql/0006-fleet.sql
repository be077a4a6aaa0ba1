-- What keeps a migration from running twice, and one that takes something away from running too early.

-- up

-- Begins a migration of a schema, or its way back: whoever else is at it is waited for, and what it did is seen. The
-- server may still be at work for a migrator that was killed.
create function tenancy.claim_migration(migration_set text, target text, wanted integer, is_applied boolean)
returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('tenancy.migrate ' || target, 0));
  if is_applied is distinct from exists (
    select from tenancy.migrations m where m.set = migration_set and m.schema_name = target and m.version = wanted
  ) then
    raise exception 'migration % of % was done by somebody else', wanted, target using errcode = 'ST010';
  end if;
end
$$;

-- The processes that serve, with the newest migration of each set that their code knows, and the newest without which
-- it does not work. A process says every few seconds that it is still there; one that fell silent counts no longer.
create table tenancy.running_processes (
  id uuid primary key,
  name text not null,
  known jsonb not null,
  needed jsonb not null,
  started_at timestamptz(3) not null default now(),
  seen_at timestamptz(3) not null default now()
);
grant select, insert, update, delete on tenancy.running_processes to stoa_system;

create view tenancy.live_processes with (security_invoker = true) as
  select * from tenancy.running_processes p where p.seen_at > now() - interval '45 seconds';
grant select on tenancy.live_processes to stoa_system;

-- Lets a contract pass, in its own transaction: until that ends no process can begin to serve, and none that serves was
-- made before it.
create function tenancy.admit_contract(migration_set text, wanted integer) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  names text;
begin
  perform pg_advisory_xact_lock(hashtextextended('tenancy.running_processes', 0));
  select string_agg(p.name, ', ' order by p.name) into names
  from tenancy.live_processes p where coalesce((p.known ->> migration_set)::integer, 0) < wanted;
  if names is not null then
    raise exception 'still needed as it is by %', names using errcode = 'ST011';
  end if;
end
$$;

-- down

drop function tenancy.admit_contract(text, integer);
drop view tenancy.live_processes;
drop table tenancy.running_processes;
drop function tenancy.claim_migration(text, text, integer, boolean);
