-- Keys with which programs act for a tenant.

-- up

create table core.api_keys (
  tenant_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  -- A column, because under row security no index serves an expression of `lower`.
  lower_name text not null check (lower_name = lower(name)),
  kind text not null check (kind in ('secret', 'publishable')),
  -- Operations, or `noun.*` for all of a noun.
  scopes text[] not null check (cardinality(scopes) <= 100),
  -- Networks from which it is taken; none: from everywhere.
  allowed_addresses text[] not null check (cardinality(allowed_addresses) <= 100),
  -- SHA-256 of the key's text. What is hashed holds 160 random bits, so nobody finds it by trying, and a hash that is slow on
  -- purpose would only slow down whoever has the key.
  secret_hash bytea not null check (length(secret_hash) = 32),
  -- The one before the last rotation, and until when it is taken.
  previous_hash bytea check (length(previous_hash) = 32),
  previous_until timestamptz(3),
  expires_at timestamptz(3),
  -- To the minute or so: it is written for many keys at once, and is no change of the key.
  last_used_at timestamptz(3),
  metadata jsonb not null default '{}',
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  revoked_at timestamptz(3),
  revoked_by uuid,
  primary key (tenant_id, id),
  -- A publishable key opens what is open to everybody and nothing else; a secret one that may do nothing is a mistake.
  constraint api_keys_scopes_by_kind check ((kind = 'secret') = (cardinality(scopes) > 0)),
  constraint api_keys_previous_until check ((previous_hash is null) = (previous_until is null))
);

alter table core.api_keys add constraint api_keys_tenant_id_fkey
  foreign key (tenant_id) references core.tenants (id);

create unique index api_keys_name_key on core.api_keys (tenant_id, lower_name) where revoked_at is null;
create index api_keys_created_at_idx on core.api_keys (tenant_id, created_at, id);
-- A key names itself and not its tenant.
create index api_keys_id_idx on core.api_keys (id);

-- Viewers have no business here, and a revoked key stays, so that it is known who had which.
select tenancy.isolate('core.api_keys');
create policy platform_access on core.api_keys to stoa_system using (true) with check (true);
grant select, insert on core.api_keys to stoa_app;
grant update (name, lower_name, scopes, allowed_addresses, secret_hash, previous_hash, previous_until, expires_at, metadata, version,
  updated_at, updated_by, revoked_at, revoked_by) on core.api_keys to stoa_app;
grant select, insert, update, delete on core.api_keys to stoa_system;

-- down

drop table core.api_keys;
