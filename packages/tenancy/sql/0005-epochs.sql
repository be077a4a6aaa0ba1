-- A binding belongs to one epoch of its tenant, and the database itself refuses those of a past one:
--   <tenant uuid>.<epoch, 16 digits>.<expires, epoch seconds>.<key id>.<mac>

-- up

-- The least epoch of a tenant that is let in; a tenant without a row never had another. Both columns the query below reads
-- are as a binding writes them, so that they are compared without a cast. A row outlives its tenant.
create table tenancy.fences (
  tenant text primary key check (tenant = (tenant::uuid)::text),
  epoch bigint not null check (epoch between 0 and 9007199254740991),
  least_epoch text not null generated always as (lpad(epoch::text, 16, '0')) stored
);
grant select on tenancy.fences to stoa_system;

-- From its commit on, no statement that begins sees or writes a row of the tenant under an older epoch, in no process.
create function tenancy.fence(tenant_id uuid, epoch bigint) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  insert into tenancy.fences as f (tenant, epoch) values (fence.tenant_id::text, fence.epoch)
  on conflict (tenant) do update set epoch = excluded.epoch where f.epoch < excluded.epoch
$$;
grant execute on function tenancy.fence(uuid, bigint) to stoa_system;

-- For the registry's table of tenants: whoever raises a tenant's epoch raises its fence.
create function tenancy.fence_tenant() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform tenancy.fence(new.id, new.epoch);
  return null;
end
$$;

-- The tenant of this transaction, or NULL when it has none. Row security calls it once a statement.
--
-- What counts is its cost in a new transaction, where PL/pgSQL prepares each of its expressions anew: hence one query
-- that judges everything, and says why it found nothing only afterwards.
--
-- Invariant: nothing but the key's id and the tenant's name is read from the binding before its mac is known to be right.
-- That is why there is no cast in the query, which the planner might try beforehand: numbers of equal length compare as
-- text, and the uuid is read when it is assigned.
create or replace function tenancy.current_tenant() returns uuid
language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp
as $$
declare
  binding text := current_setting('tenancy.binding', true);
  tenant uuid;
begin
  select case
    when right(binding, 65) = '.' || encode(
      sha256(k.outer_pad || sha256(k.inner_pad || convert_to(left(binding, -65), 'UTF8'))), 'hex'
    )
    then case
      when split_part(binding, '.', 3) collate "C" > trunc(extract(epoch from now()))::text
        and (f.least_epoch is null or split_part(binding, '.', 2) collate "C" >= f.least_epoch)
      then left(binding, 36)
    end
  end
  into tenant
  from tenancy.binding_keys k
  left join tenancy.fences f on f.tenant = left(binding, 36)
  where k.id = split_part(binding, '.', 4) and (k.retires_at is null or k.retires_at > now());
  if tenant is null and binding <> '' then
    if exists (
      select from tenancy.fences f
      where f.tenant = left(binding, 36) and split_part(binding, '.', 2) collate "C" < f.least_epoch
    ) then
      raise exception 'the tenant binding is of a past epoch' using errcode = 'ST005';
    end if;
    raise exception 'the tenant binding is not valid, or has expired' using errcode = '42501';
  end if;
  return tenant;
end
$$;

-- down

create or replace function tenancy.current_tenant() returns uuid
language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp
as $$
declare
  binding text := current_setting('tenancy.binding', true);
  tenant uuid;
begin
  select case
    when right(binding, 65) = '.' || encode(
      sha256(k.outer_pad || sha256(k.inner_pad || convert_to(left(binding, -65), 'UTF8'))), 'hex'
    )
    then case
      when split_part(binding, '.', 2) collate "C" > trunc(extract(epoch from now()))::text then left(binding, 36)
    end
  end
  into tenant
  from tenancy.binding_keys k
  where k.id = split_part(binding, '.', 3) and (k.retires_at is null or k.retires_at > now());
  if tenant is null and binding <> '' then
    raise exception 'the tenant binding is not valid, or has expired' using errcode = '42501';
  end if;
  return tenant;
end
$$;

drop function tenancy.fence_tenant();
drop function tenancy.fence(uuid, bigint);
drop table tenancy.fences;
