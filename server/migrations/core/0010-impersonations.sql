-- Operators of the platform who act as a user.

-- up

-- Who acted as whom, where, why and for how long; kept, so that it can be asked later. A token of it names its id where
-- others name a session.
create table core.impersonations (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  impersonator_id uuid not null,
  reason text not null check (length(reason) between 1 and 500),
  address text not null check (length(address) <= 64),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  primary key (tenant_id, id),
  constraint impersonations_id_key unique (id),
  constraint impersonations_of_somebody_else check (user_id <> impersonator_id),
  constraint impersonations_short check (expires_at > created_at and expires_at <= created_at + interval '15 minutes')
);

alter table core.impersonations add constraint impersonations_tenant_id_fkey
  foreign key (tenant_id) references core.tenants (id);
alter table core.impersonations add constraint impersonations_user_id_fkey
  foreign key (user_id) references core.users (id);
alter table core.impersonations add constraint impersonations_impersonator_id_fkey
  foreign key (impersonator_id) references core.users (id);

create index impersonations_user_id_idx on core.impersonations (user_id, created_at, id);
create index impersonations_impersonator_id_idx on core.impersonations (impersonator_id, created_at, id);
create index impersonations_created_at_idx on core.impersonations (created_at, id);
create index impersonations_ended_at_idx on core.impersonations (ended_at) where ended_at is not null;

-- The platform's own record: tenants' work has no business here.
select tenancy.isolate('core.impersonations');
create policy platform_access on core.impersonations to stoa_system using (true) with check (true);
grant select, insert, update, delete on core.impersonations to stoa_system;

-- down

drop table core.impersonations;
