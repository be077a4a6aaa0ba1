-- A deleted tenant that is going for good.

-- up

-- Set when its purge has begun: from then on rows are missing, and it cannot be restored.
alter table core.tenants add column purging_since timestamptz(3);
alter table core.tenants add constraint tenants_purging_deleted check (purging_since is null or status = 'deleted');
create index tenants_purging_since_idx on core.tenants (purging_since) where purging_since is not null;

-- down

drop index core.tenants_purging_since_idx;
alter table core.tenants drop constraint tenants_purging_deleted;
alter table core.tenants drop column purging_since;
