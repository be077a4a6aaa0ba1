-- A transaction belongs to a tenant by the setting `tenancy.binding`:
--   <tenant uuid>.<expires, epoch seconds>.<key id>.<mac>
-- Anybody can set it; only who has the key can sign it.

-- up

-- The two padded keys of HMAC-SHA256 (RFC 2104), ready to be hashed. Nobody but the owner reads them.
create table tenancy.binding_keys (
  id text primary key check (id ~ '^[0-9a-f]{16}$'),
  inner_pad bytea not null check (length(inner_pad) = 64),
  outer_pad bytea not null check (length(outer_pad) = 64),
  created_at timestamptz(3) not null default now(),
  retires_at timestamptz(3)
);

-- The tenant of this transaction, or NULL when it has none. Row security calls it once a statement.
--
-- What counts is its cost in a new transaction, where PL/pgSQL prepares each of its expressions anew: hence one query
-- that judges everything. Against reading the key first and judging in steps, binding and calling it took 43 µs of the
-- server's time instead of 75 (`docs/decisions/0008-binding-in-one-expression.md`).
--
-- Invariant: nothing but the key's id is read from the binding before its mac is known to be right. That is why there is
-- no cast in the query, which the planner might try beforehand: seconds of equal length compare as text, and the uuid is
-- read when it is assigned.
create function tenancy.current_tenant() returns uuid
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
grant execute on function tenancy.current_tenant() to stoa_app, stoa_reader, stoa_system;

create function tenancy.refuse_second_binding() returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'the transaction is bound to another tenant' using errcode = '42501';
end
$$;
grant execute on function tenancy.refuse_second_binding() to stoa_app, stoa_reader;

-- Binds the transaction to the tenant the token names. It does not judge the token: row security does, at each
-- statement, so a false one opens nothing. One expression without settings of its own, which the planner puts in place
-- of the call.
create function tenancy.bind(token text) returns text
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
grant execute on function tenancy.bind(text) to stoa_app, stoa_reader;

-- Makes `key` the current key. The others stay valid for an hour, so that running processes can change over.
create function tenancy.install_binding_key(key bytea) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  key_id text := left(encode(sha256(key), 'hex'), 16);
  inner_pad bytea := decode(repeat('36', 64), 'hex');
  outer_pad bytea := decode(repeat('5c', 64), 'hex');
  block bytea := case when length(key) > 64 then sha256(key) else key end;
begin
  if length(key) < 32 then
    raise exception 'a binding key has at least 32 bytes' using errcode = '22023';
  end if;
  for i in 0 .. length(block) - 1 loop
    inner_pad := set_byte(inner_pad, i, get_byte(inner_pad, i) # get_byte(block, i));
    outer_pad := set_byte(outer_pad, i, get_byte(outer_pad, i) # get_byte(block, i));
  end loop;
  insert into tenancy.binding_keys as k (id, inner_pad, outer_pad) values (key_id, inner_pad, outer_pad)
  on conflict (id) do update set retires_at = null where k.retires_at is not null;
  update tenancy.binding_keys k set retires_at = now() + interval '1 hour'
  where k.id <> key_id and k.retires_at is null;
end
$$;

-- down

drop function tenancy.install_binding_key(bytea);
drop function tenancy.bind(text);
drop function tenancy.refuse_second_binding();
drop function tenancy.current_tenant();
drop table tenancy.binding_keys;
