-- The tenants, and by which names they are reached.

-- up

create schema core;
grant usage on schema core to stoa_app, stoa_reader, stoa_system;

create table core.tenants (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  slug text not null check (length(slug) between 2 and 50 and slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  subdomain text not null check (length(subdomain) <= 63 and subdomain ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  status text not null check (status in ('provisioning', 'active', 'suspended', 'deleted')),
  placement text not null check (placement in ('shared', 'schema')),
  schema_name text not null,
  -- Grows when access must end everywhere; work begun under an older epoch is refused.
  epoch bigint not null check (epoch > 0),
  plan text not null check (length(plan) between 1 and 64),
  region text not null check (length(region) between 1 and 64),
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
  branding jsonb not null default '{}' check (jsonb_typeof(branding) = 'object'),
  -- Kept beside the status, so that a tenant that is deleted and restored is as suspended as before.
  suspended_at timestamptz(3),
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  constraint tenants_slug_key unique (slug),
  constraint tenants_subdomain_key unique (subdomain),
  constraint tenants_schema_name_fits check (
    case placement when 'shared' then schema_name = 'shared' else schema_name ~ '^tenant_[a-z0-9_]{1,56}$' end
  ),
  constraint tenants_suspended_since check (status <> 'suspended' or suspended_at is not null),
  constraint tenants_deleted_since check ((status = 'deleted') = (deleted_at is not null))
);

create unique index tenants_schema_name_key on core.tenants (schema_name) where placement = 'schema';
create index tenants_created_at_idx on core.tenants (created_at, id);
create index tenants_name_idx on core.tenants (name, id);

create table core.tenant_domains (
  domain text primary key check (length(domain) <= 253 and domain = lower(domain)),
  tenant_id uuid not null,
  -- What the TXT record of the domain must hold.
  token text not null check (length(token) >= 32),
  verified_at timestamptz(3),
  created_at timestamptz(3) not null
);

alter table core.tenant_domains add constraint tenant_domains_tenant_id_fkey
  foreign key (tenant_id) references core.tenants (id);
create index tenant_domains_tenant_id_idx on core.tenant_domains (tenant_id, domain);

-- A tenant sees its own row, without what the platform notes about it, and changes its settings and nothing else of it.
-- The owner needs the rows to make schemas.
alter table core.tenants enable row level security;
alter table core.tenants force row level security;
create policy own_row on core.tenants for select to stoa_app, stoa_reader using (id = tenancy.current_tenant());
create policy own_settings on core.tenants for update to stoa_app
  using (id = tenancy.current_tenant()) with check (id = tenancy.current_tenant());
create policy platform_access on core.tenants to stoa_system, stoa_owner using (true) with check (true);
grant select (id, name, slug, subdomain, status, plan, region, settings, branding, version) on core.tenants
  to stoa_app, stoa_reader;
grant update (settings, version, updated_at, updated_by) on core.tenants to stoa_app;
grant select, insert, update, delete on core.tenants to stoa_system;

select tenancy.isolate('core.tenant_domains');
create policy platform_access on core.tenant_domains to stoa_system, stoa_owner using (true) with check (true);
grant select (tenant_id, domain, verified_at) on core.tenant_domains to stoa_app, stoa_reader;
grant select, insert, update, delete on core.tenant_domains to stoa_system;

-- down

drop table core.tenant_domains;
drop table core.tenants;
drop schema core;
