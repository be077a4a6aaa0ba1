-- The tenants, and the domains they are reached by: what the registry reads.

-- up

create schema core;
grant usage on schema core to stoa_app, stoa_reader, stoa_system;

create table core.tenants (
  id uuid primary key,
  name text not null,
  slug text not null unique,
  subdomain text not null unique,
  status text not null check (status in ('provisioning', 'active', 'suspended', 'deleted')),
  placement text not null check (placement in ('shared', 'schema')),
  schema_name text not null,
  epoch bigint not null default 1,
  access_epoch bigint not null default 1 check (access_epoch <= epoch),
  plan text not null default 'free',
  region text not null default 'eu',
  settings jsonb not null default '{}',
  version bigint not null default 1,
  updated_at timestamptz(3) not null default now()
);

create table core.tenant_domains (
  domain text primary key,
  tenant_id uuid not null references core.tenants (id),
  verified_at timestamptz(3)
);

-- The platform's role sees every tenant; a tenant's own roles are granted nothing here.
alter table core.tenants enable row level security;
alter table core.tenants force row level security;
create policy platform_access on core.tenants to stoa_system, stoa_owner using (true) with check (true);
select tenancy.isolate('core.tenant_domains');
create policy platform_access on core.tenant_domains to stoa_system, stoa_owner using (true) with check (true);
grant select, insert, update, delete on core.tenants, core.tenant_domains to stoa_system;

-- down

drop schema core cascade;
