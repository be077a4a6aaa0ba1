-- The schema `tenancy` holds what keeps tenants apart. Its first tables say which migrations ran where.

-- up

-- PostgreSQL lets everybody execute a new function; here each one is granted by name.
alter default privileges revoke execute on functions from public;

create schema tenancy;
grant usage on schema tenancy to stoa_app, stoa_reader, stoa_system;

-- One row per migration and schema, written in the migration's own transaction.
create table tenancy.migrations (
  set text not null check (set in ('kernel', 'core', 'tenant')),
  schema_name text not null,
  version integer not null check (version > 0),
  name text not null,
  checksum text not null,
  applied_at timestamptz(3) not null default now(),
  duration_ms integer not null,
  primary key (set, schema_name, version)
);
grant select on tenancy.migrations to stoa_system;

-- Schemas that hold tenants' rows: the shared one, and those that tenants have for themselves.
create table tenancy.tenant_schemas (
  schema_name text primary key,
  opened_at timestamptz(3) not null default now()
);
grant select on tenancy.tenant_schemas to stoa_system;

-- The files of the code that migrated last: a new tenant's schema is made from them, by the database itself.
create table tenancy.migration_files (
  set text not null check (set in ('kernel', 'core', 'tenant')),
  version integer not null check (version > 0),
  name text not null,
  kind text not null check (kind in ('expand', 'contract')),
  checksum text not null,
  up text not null,
  down text not null,
  primary key (set, version)
);
grant select on tenancy.migration_files to stoa_system;

-- down

drop schema tenancy cascade;
alter default privileges grant execute on functions to public;
