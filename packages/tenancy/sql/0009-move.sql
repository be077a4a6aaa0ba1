-- A tenant that is moved from one schema to another while it works.

-- up

-- A move that has begun and not ended. Whoever finds one whose session is gone undoes it, or finishes it when the tenant
-- has been switched already.
create table tenancy.moves (
  tenant_id uuid primary key,
  from_placement text not null check (from_placement in ('shared', 'schema')),
  from_schema text not null,
  to_placement text not null check (to_placement in ('shared', 'schema')),
  to_schema text not null check (to_schema <> from_schema),
  -- copying: the tenant's rows are those of from_schema; switched: those of to_schema.
  state text not null default 'copying' check (state in ('copying', 'switched')),
  -- The session that moves, told from a later one with the same number by when it began.
  mover_pid integer not null,
  mover_began_at timestamptz not null,
  started_at timestamptz(3) not null default now(),
  -- When the tenant was last made to wait.
  paused_at timestamptz
);
grant select on tenancy.moves to stoa_system;

create function tenancy.is_session_alive(pid integer, began_at timestamptz) returns boolean
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from pg_stat_activity a where a.pid = is_session_alive.pid and a.backend_start = is_session_alive.began_at
  )
$$;

-- Lets a tenant go on where it was, when the move that made it wait is gone or has hung for longer than any pause lasts.
-- A mover that turns out to live switches nothing afterwards, because the epoch is no longer the one it paused. Whoever
-- holds the tenant's row is about to decide, so nobody waits for it here.
create function tenancy.end_stale_pause(tenant_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  fenced bigint;
begin
  select f.epoch into fenced from tenancy.fences f where f.tenant = end_stale_pause.tenant_id::text;
  if fenced is null or not exists (
    select from core.tenants t where t.id = end_stale_pause.tenant_id and t.epoch < fenced
  ) or exists (
    select from tenancy.moves m
    where m.tenant_id = end_stale_pause.tenant_id and m.paused_at > clock_timestamp() - interval '5 seconds'
      and tenancy.is_session_alive(m.mover_pid, m.mover_began_at)
  ) then
    return false;
  end if;
  perform from core.tenants t where t.id = end_stale_pause.tenant_id and t.epoch < fenced
  for no key update skip locked;
  if not found then
    return false;
  end if;
  update core.tenants t set epoch = fenced, version = t.version + 1, updated_at = now()
  where t.id = end_stale_pause.tenant_id;
  perform pg_notify('tenancy_tenants', end_stale_pause.tenant_id::text);
  return true;
end
$$;
grant execute on function tenancy.end_stale_pause(uuid) to stoa_system;

-- down

drop function tenancy.end_stale_pause(uuid);
drop function tenancy.is_session_alive(integer, timestamptz);
drop table tenancy.moves;
