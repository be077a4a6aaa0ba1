-- The direct database logins of tenants, as their owners see them.

-- up

create table core.database_logins (
  tenant_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  access text not null check (access in ('read_only', 'read_write')),
  -- The database role, `tenancy.logins`; it tells nothing of the tenant.
  role_name text not null check (length(role_name) <= 63),
  -- When it was last given a password; without one it opens nothing.
  password_set_at timestamptz(3),
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  primary key (tenant_id, id),
  constraint database_logins_name_key unique (tenant_id, name)
);

alter table core.database_logins add constraint database_logins_tenant_id_fkey
  foreign key (tenant_id) references core.tenants (id);
create index database_logins_created_at_idx on core.database_logins (tenant_id, created_at, id);

select tenancy.protect('core.database_logins');

-- Deferred, because a move says for a while that a tenant is where it is not yet.
create constraint trigger place_logins after update on core.tenants deferrable initially deferred for each row
  when (old.status <> new.status or old.schema_name <> new.schema_name) execute function tenancy.follow_tenant();
create constraint trigger end_logins after delete on core.tenants deferrable initially deferred for each row
  execute function tenancy.follow_tenant();

-- down

drop trigger end_logins on core.tenants;
drop trigger place_logins on core.tenants;
drop table core.database_logins;
