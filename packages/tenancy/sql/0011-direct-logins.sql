-- Logins that tenants are given for tools of their own: database roles, bound to a tenant by what they are. The roles are
-- made by functions of another schema (`tenancy_logins`), which are there where the administrator could make them.

-- up

-- Whose a login is. Nobody but the owner reads it.
create table tenancy.logins (
  role_name text primary key check (role_name ~ '^stoa_login_[0-9]+_[0-9a-f]{20}$'),
  tenant_id uuid not null,
  access text not null check (access in ('read_only', 'read_write')),
  -- Without a password it cannot log in, whatever the server's rules say.
  has_password boolean not null default false,
  created_at timestamptz(3) not null default now()
);
create index logins_tenant_id_idx on tenancy.logins (tenant_id);
alter table tenancy.logins enable row level security;
alter table tenancy.logins force row level security;
create policy owner_access on tenancy.logins to stoa_owner using (true) with check (true);

-- The tenant of the login that opened this session, or NULL when it is none, or its tenant is not there for it: suspended,
-- deleted, or made to wait by a move. It asks for `session_user`, which no login can change by any means.
--
-- It says NULL where `current_tenant` raises an error, because a login has EXPLAIN and all the time there is.
--
-- Invariant: the policy comes before whatever the login itself asks, or the time it takes would tell which rows of others
-- met that. PostgreSQL tries conditions of equal rank in the order of their costs: that is why this is said to cost nothing,
-- and compared by `any`, which counts as half a comparison (`docs/decisions/0013-logins-bound-to-themselves.md`).
create function tenancy.login_tenant() returns uuid
language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp cost 1e-30
as $$
begin
  return (
    select l.tenant_id from tenancy.logins l
    join core.tenants t on t.id = l.tenant_id and t.status = 'active'
    left join tenancy.fences f on f.tenant = l.tenant_id::text
    where l.role_name = session_user and (f.epoch is null or f.epoch <= t.epoch)
  );
end
$$;
grant execute on function tenancy.login_tenant() to stoa_login_reader, stoa_login_writer;

-- What an application does with each row it writes, for those that are written past it. `id`, versions and times are not
-- the login's to say.
create function tenancy.write_by_login() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  -- With an older snapshot a fence raised meanwhile would not be seen, and the write get lost.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'a transaction that writes is read committed' using errcode = '25001';
  end if;
  if tg_op = 'INSERT' then
    new.tenant_id := tenancy.login_tenant();
    new.id := gen_random_uuid();
    new.version := 1;
    new.created_at := statement_timestamp();
    new.created_by := null;
  else
    new.version := old.version + 1;
  end if;
  new.updated_at := statement_timestamp();
  new.updated_by := null;
  return new;
end
$$;
grant execute on function tenancy.write_by_login() to stoa_login_writer;

-- Shows an isolated table to tenants' logins. `changeable` are the columns that those which write may change; a table
-- with any has id, version, created_at, created_by, updated_at and updated_by. With `insertable` they make rows too, of
-- these columns. There is no DELETE: whoever has it may lock the whole table, which all tenants share.
create function tenancy.offer(target regclass, changeable text[] default '{}', insertable text[] default '{}')
returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  columns text;
begin
  execute format('alter policy tenant_isolation on %s to stoa_owner, stoa_app, stoa_reader, stoa_system', target);
  execute format(
    'create policy tenant_login on %s to stoa_login_reader, stoa_login_writer '
    'using (tenant_id = any (array[tenancy.login_tenant()])) with check (tenant_id = any (array[tenancy.login_tenant()]))',
    target
  );
  execute format('grant select on %s to stoa_login_reader, stoa_login_writer', target);
  if cardinality(changeable) + cardinality(insertable) > 0 then
    execute format(
      'create trigger written_by_login before insert or update on %s for each row '
      'when (left(session_user, 11) = ''stoa_login_'') execute function tenancy.write_by_login()', target
    );
  end if;
  if cardinality(changeable) > 0 then
    select string_agg(quote_ident(c), ', ') into columns from unnest(changeable) c;
    execute format('grant update (%s) on %s to stoa_login_writer', columns, target);
  end if;
  if cardinality(insertable) > 0 then
    select string_agg(quote_ident(c), ', ') into columns from unnest(insertable) c;
    execute format('grant insert (%s) on %s to stoa_login_writer', columns, target);
  end if;
end
$$;

-- The way back.
create function tenancy.withdraw(target regclass) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('revoke all on %s from stoa_login_reader, stoa_login_writer', target);
  execute format('drop trigger if exists written_by_login on %s', target);
  execute format('drop policy tenant_login on %s', target);
  execute format('alter policy tenant_isolation on %s to public', target);
end
$$;

-- Roles, and who may what, are changed by one transaction at a time: PostgreSQL refuses two that meet.
create function tenancy.hold_logins() returns void
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  select pg_advisory_xact_lock(hashtextextended('tenancy.logins', 0))
$$;

-- The tenant, held as it is until the transaction ends; refused when the transaction is another's.
create function tenancy.hold_bound_tenant(tenant_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if tenant_id is distinct from tenancy.current_tenant() then
    raise exception 'the transaction is not bound to the tenant' using errcode = '42501';
  end if;
  perform from core.tenants t where t.id = hold_bound_tenant.tenant_id for share;
  perform tenancy.hold_logins();
end
$$;

-- Takes from a login what it was granted by name, but for the schema that is kept.
create function tenancy.strip_login(login text, kept text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  granted record;
begin
  for granted in
    select format('schema %I', n.nspname) as object
    from pg_shdepend d join pg_namespace n on n.oid = d.objid
    where d.refclassid = 'pg_authid'::regclass and d.refobjid = (select r.oid from pg_roles r where r.rolname = login)
      and d.classid = 'pg_namespace'::regclass and n.nspname is distinct from kept
      and d.dbid = (select b.oid from pg_database b where b.datname = current_database())
    union all
    select d.objid::regclass::text
    from pg_shdepend d
    where d.refclassid = 'pg_authid'::regclass and d.refobjid = (select r.oid from pg_roles r where r.rolname = login)
      and d.classid = 'pg_class'::regclass
      and d.dbid = (select b.oid from pg_database b where b.datname = current_database())
  loop
    execute format('revoke all on %s from %I', granted.object, login);
  end loop;
end
$$;

-- Brings a login to where its tenant is: its schema and nothing else, open while the tenant is active.
create function tenancy.place_login(login text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  home record;
begin
  select t.schema_name, t.placement, t.status = 'active' and l.has_password as is_open into strict home
  from tenancy.logins l join core.tenants t on t.id = l.tenant_id where l.role_name = login;
  perform tenancy.strip_login(login, home.schema_name);
  if home.placement = 'schema' then
    execute format('grant usage on schema %I to %I', home.schema_name, login);
  elsif not has_schema_privilege('stoa_login_shared', home.schema_name, 'usage') then
    execute format('grant usage on schema %I to stoa_login_shared', home.schema_name);
  end if;
  perform tenancy_logins.place_login(login, home.schema_name, home.placement = 'shared', home.is_open);
end
$$;

-- Ends a login, its sessions and its role.
create function tenancy.end_login(login text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  delete from tenancy.logins l where l.role_name = login;
  if exists (select from pg_roles r where r.rolname = login) then
    perform tenancy.strip_login(login, null);
    execute format('revoke all on database %I from %I', current_database(), login);
    perform tenancy_logins.drop_login(login);
  end if;
end
$$;

-- Makes a login of the bound tenant, which opens nothing until it is given a password, and answers with its name.
create function tenancy.create_login(tenant_id uuid, access text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  login text;
begin
  if to_regnamespace('tenancy_logins') is null then
    raise integrity_constraint_violation using message = 'constraint "logins_unavailable": nothing makes logins here',
      constraint = 'logins_unavailable';
  end if;
  perform tenancy.hold_bound_tenant(tenant_id);
  if (select count(*) from tenancy.logins l where l.tenant_id = create_login.tenant_id) >= 10 then
    raise integrity_constraint_violation using message = 'constraint "logins_limit": the tenant has as many as it may',
      constraint = 'logins_limit';
  end if;
  -- The number of the database tells its logins from those of another one on the same server. Of the tenant it says nothing.
  select format('stoa_login_%s_%s', d.oid, left(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 20))
  into login from pg_database d where d.datname = current_database();
  insert into tenancy.logins (role_name, tenant_id, access) values (login, create_login.tenant_id, create_login.access);
  perform tenancy_logins.make_login(login, access = 'read_write');
  execute format('grant connect on database %I to %I', current_database(), login);
  perform tenancy.place_login(login);
  return login;
end
$$;
grant execute on function tenancy.create_login(uuid, text) to stoa_app;

-- Gives a login of the bound tenant a password, of which only the verifier is told, and ends what it had open. The order
-- is signed with the key that signs bindings: SQL smuggled into the tenant's query gives no login a password it knows.
create function tenancy.set_login_password(
  tenant_id uuid, login text, verifier text, expires bigint, key_id text, mac text
) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (
    select from tenancy.binding_keys k
    where k.id = key_id and (k.retires_at is null or k.retires_at > now()) and mac = encode(sha256(k.outer_pad || sha256(
      k.inner_pad || convert_to(format('login %s %s %s %s', tenant_id, login, verifier, expires), 'UTF8')
    )), 'hex')
  ) or expires <= extract(epoch from now()) then
    raise exception 'the order is not signed, or has expired' using errcode = '42501';
  end if;
  perform tenancy.hold_bound_tenant(tenant_id);
  update tenancy.logins l set has_password = true
  where l.role_name = login and l.tenant_id = set_login_password.tenant_id;
  if not found then
    raise exception 'the tenant has no login %', login using errcode = '42501';
  end if;
  perform tenancy_logins.set_password(login, verifier);
  perform tenancy.place_login(login);
  perform tenancy_logins.end_sessions(login);
end
$$;
grant execute on function tenancy.set_login_password(uuid, text, text, bigint, text, text) to stoa_app;

-- Ends a login of the bound tenant, with what it has open. One that is not there is left so.
create function tenancy.drop_login(tenant_id uuid, login text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform tenancy.hold_bound_tenant(tenant_id);
  if exists (select from tenancy.logins l where l.role_name = login and l.tenant_id = drop_login.tenant_id) then
    perform tenancy.end_login(login);
  end if;
end
$$;
grant execute on function tenancy.drop_login(uuid, text) to stoa_app;

-- For the registry's table of tenants, when everything of a transaction is done: logins follow their tenant into another
-- schema, open and close with it, and end with it.
create function tenancy.follow_tenant() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  login record;
  is_there boolean;
begin
  for login in select l.role_name from tenancy.logins l where l.tenant_id = old.id loop
    perform tenancy.hold_logins();
    select exists (select from core.tenants t where t.id = old.id) into is_there;
    if is_there then
      perform tenancy.place_login(login.role_name);
      perform tenancy_logins.end_sessions(login.role_name);
    else
      perform tenancy.end_login(login.role_name);
    end if;
  end loop;
  return null;
end
$$;

-- Ends the sessions of logins that have been in one transaction for longer than any may: their limits are settings, which
-- a login may lift, and what it holds stands in the way of all tenants.
create function tenancy.end_overdue_logins(seconds integer) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if to_regnamespace('tenancy_logins') is not null then
    perform tenancy_logins.end_overdue(seconds);
  end if;
end
$$;
grant execute on function tenancy.end_overdue_logins(integer) to stoa_system;

-- down

drop function tenancy.end_overdue_logins(integer);
drop function tenancy.follow_tenant();
drop function tenancy.drop_login(uuid, text);
drop function tenancy.set_login_password(uuid, text, text, bigint, text, text);
drop function tenancy.create_login(uuid, text);
drop function tenancy.end_login(text);
drop function tenancy.place_login(text);
drop function tenancy.strip_login(text, text);
drop function tenancy.hold_bound_tenant(uuid);
drop function tenancy.hold_logins();
drop function tenancy.withdraw(regclass);
drop function tenancy.offer(regclass, text[], text[]);
drop function tenancy.write_by_login();
drop function tenancy.login_tenant();
drop table tenancy.logins;
