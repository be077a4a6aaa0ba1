-- People, what they are in which tenant, and how they log in.

-- up

-- A person is known to the whole platform by one address; what they are called and may do is each tenant's own business.
create table core.users (
  id uuid primary key,
  email text not null check (length(email) between 3 and 254 and email = lower(email)),
  name text not null check (length(name) between 1 and 120),
  status text not null check (status in ('active', 'disabled')),
  is_superadmin boolean not null default false,
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint users_email_key unique (email)
);

create index users_updated_at_idx on core.users (updated_at);

create table core.memberships (
  tenant_id uuid not null,
  user_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  role text not null check (role in ('owner', 'admin', 'operator', 'viewer', 'check_in_controller', 'seller')),
  status text not null check (status in ('active', 'disabled')),
  metadata jsonb not null default '{}',
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  primary key (tenant_id, user_id)
);

alter table core.memberships add constraint memberships_tenant_id_fkey
  foreign key (tenant_id) references core.tenants (id);
alter table core.memberships add constraint memberships_user_id_fkey
  foreign key (user_id) references core.users (id);

create index memberships_user_id_idx on core.memberships (user_id);
create index memberships_updated_at_idx on core.memberships (updated_at);
create index memberships_created_at_idx on core.memberships (tenant_id, created_at, user_id) where deleted_at is null;

-- A tenant's memberships are never deleted for good while it lives, so that is not granted.
select tenancy.isolate('core.memberships');
create policy platform_access on core.memberships to stoa_system using (true) with check (true);
grant select, insert, update on core.memberships to stoa_app;
grant select on core.memberships to stoa_reader;
grant select, insert, update, delete on core.memberships to stoa_system;

-- Runs as the caller, so it sees the memberships of the bound tenant and no others.
create function core.is_member(person uuid) returns boolean
language plpgsql stable security invoker set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from core.memberships m
    where m.tenant_id = tenancy.current_tenant() and m.user_id = person and m.deleted_at is null
  );
end
$$;
revoke all on function core.is_member(uuid) from public;
grant execute on function core.is_member(uuid) to stoa_app, stoa_reader;

-- A tenant sees the addresses of its own members, and nothing else of any person.
alter table core.users enable row level security;
alter table core.users force row level security;
create policy members on core.users for select to stoa_app, stoa_reader using (core.is_member(id));
create policy platform_access on core.users to stoa_system, stoa_owner using (true) with check (true);
grant select (id, email) on core.users to stoa_app, stoa_reader;
grant select, insert, update, delete on core.users to stoa_system;

-- The id of the person with this address, who is made when unknown. A tenant that invites somebody must not learn
-- whether they are on the platform already, so the answer is the same either way: the id is made here, and the time
-- in it, which every other UUIDv7 tells, is random (RFC 9562, 6.1 permits altering it for such reasons).
create function core.person_for(person_email text, person_name text, made_at timestamptz) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  person uuid := overlay(gen_random_uuid()::text placing '7' from 15 for 1)::uuid;
begin
  insert into core.users (id, email, name, status, version, created_at, updated_at)
  values (person, person_email, person_name, 'active', 1, made_at, made_at)
  on conflict (email) do nothing;
  select u.id into strict person from core.users u where u.email = person_email;
  return person;
end
$$;
revoke all on function core.person_for(text, text, timestamptz) from public;
grant execute on function core.person_for(text, text, timestamptz) to stoa_app, stoa_system;

-- One code per address, whether anybody has that address or not.
create table core.login_codes (
  email text primary key,
  id uuid not null,
  code_hash bytea not null,
  attempts int not null,
  expires_at timestamptz(3) not null
);

create index login_codes_expires_at_idx on core.login_codes (expires_at);
grant select, insert, update, delete on core.login_codes to stoa_system;

-- How often something was tried in the current window, per address of the mail or of the network.
create table core.login_limits (
  key text primary key,
  used int not null,
  window_ends_at timestamptz(3) not null
);

create index login_limits_window_ends_at_idx on core.login_limits (window_ends_at);
grant select, insert, update, delete on core.login_limits to stoa_system;

-- A session is a family of refresh tokens: each use replaces the token by the next. None of them is stored; see
-- refresh-token.ts for how they follow from the salt and the count.
create table core.sessions (
  id uuid primary key,
  user_id uuid not null,
  refresh_salt bytea not null,
  refresh_count bigint not null check (refresh_count > 0),
  refreshed_at timestamptz(3) not null,
  user_agent text check (length(user_agent) <= 512),
  address text not null check (length(address) <= 64),
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  revoked_because text check (revoked_because in ('logged_out', 'revoked', 'token_reused')),
  constraint sessions_revoked_with_reason check ((revoked_at is null) = (revoked_because is null))
);

alter table core.sessions add constraint sessions_user_id_fkey foreign key (user_id) references core.users (id);

create index sessions_user_id_idx on core.sessions (user_id, created_at, id);
create index sessions_revoked_at_idx on core.sessions (revoked_at) where revoked_at is not null;
grant select, insert, update, delete on core.sessions to stoa_system;

-- down
drop table core.sessions;
drop table core.login_limits;
drop table core.login_codes;
drop function core.person_for(text, text, timestamptz);
drop policy members on core.users;
drop function core.is_member(uuid);
drop table core.memberships;
drop table core.users;
