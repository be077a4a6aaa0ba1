-- What a binding that holds no longer tells, and where.

-- up

create function tenancy.refuse_binding(reason text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception '%', reason using errcode = '42501';
end
$$;
grant execute on function tenancy.refuse_binding(text) to stoa_app, stoa_reader;

create function tenancy.refuse_past_epoch() returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'the tenant binding is of a past epoch' using errcode = 'ST005';
end
$$;

-- The tenant of this transaction, or NULL when it has none. Row security calls it once a statement.
--
-- What counts is its cost in a new transaction, where PL/pgSQL prepares each of its expressions anew: hence one query
-- that judges everything.
--
-- Invariant: a binding that nobody signed, or that has expired, is silently none. PostgreSQL tries comparisons of the
-- query before it asks this function, row by row, so an error here told smuggled SQL whether another tenant has a row
-- with a value it names. An error remains what an honest process must hear of: a past epoch, and a retired key. To make
-- use of it takes a binding of one's own that was signed within the last ten minutes and ended since.
--
-- Invariant: nothing but the key's id and the tenant's name is read from the binding before its mac is known to be right.
-- That is why there is no cast in the query, which the planner might try beforehand: numbers of equal length compare as
-- text, and the uuid is read when it is assigned.
create or replace function tenancy.current_tenant() returns uuid
language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp
as $$
declare
  binding text := current_setting('tenancy.binding', true);
begin
  return (
    select case
      when split_part(binding, '.', 2) collate "C" < f.least_epoch then tenancy.refuse_past_epoch()
      when k.retires_at <= now() then tenancy.refuse_binding('the tenant binding is signed with a retired key')
      else left(binding, 36)
    end
    from tenancy.binding_keys k
    left join tenancy.fences f on f.tenant = left(binding, 36)
    where k.id = split_part(binding, '.', 4)
      and right(binding, 65) = '.' || encode(
        sha256(k.outer_pad || sha256(k.inner_pad || convert_to(left(binding, -65), 'UTF8'))), 'hex'
      )
      and split_part(binding, '.', 3) collate "C" > trunc(extract(epoch from now()))::text
  );
end
$$;

-- Binds the transaction to the tenant the token names. Whether it is signed, row security judges at each statement, and
-- says nothing; what an honest caller could get wrong is refused here: a clock that differs, and a transaction whose
-- snapshot is older than its statements, in which a fence raised meanwhile would not be seen and a write get lost. One
-- expression without settings of its own, which the planner puts in place of the call.
create or replace function tenancy.bind(token text) returns text
language sql volatile
as $$
  select pg_catalog.set_config('tenancy.binding', case
    when pg_catalog.left(nullif(pg_catalog.current_setting('tenancy.binding', true), ''), 36)
      operator(pg_catalog.<>) pg_catalog.left(token, 36)
    then tenancy.refuse_second_binding()
    when pg_catalog.split_part(nullif(token, ''), '.', 3) collate pg_catalog."C"
      operator(pg_catalog.<=) pg_catalog.trunc(extract(epoch from pg_catalog.now()))::pg_catalog.text
    then tenancy.refuse_binding('the tenant binding is not valid, or has expired')
    when pg_catalog.current_setting('transaction_isolation') operator(pg_catalog.<>) 'read committed'
      and pg_catalog.current_setting('transaction_read_only') operator(pg_catalog.<>) 'on'
    then tenancy.refuse_binding('a transaction that writes is read committed')
    else token
  end, true)
$$;

-- down

create or replace function tenancy.bind(token text) returns text
language sql volatile
as $$
  select pg_catalog.set_config('tenancy.binding', case
    when coalesce(
      pg_catalog.left(nullif(pg_catalog.current_setting('tenancy.binding', true), ''), 36)
        operator(pg_catalog.=) pg_catalog.left(token, 36),
      true
    ) then token
    else tenancy.refuse_second_binding()
  end, true)
$$;

drop function tenancy.refuse_past_epoch();
drop function tenancy.refuse_binding(text);

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
