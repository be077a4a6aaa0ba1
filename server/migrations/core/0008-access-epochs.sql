-- A tenant's epoch grows with a move as well, which ends no work that was queued.

-- up

-- The epoch in which access was last ended or given anew; work carried from before it is refused. What was queued before
-- this column was there is judged as it was then.
alter table core.tenants add column access_epoch bigint not null default 1 check (access_epoch > 0);
update core.tenants set access_epoch = epoch where epoch > 1;
alter table core.tenants add constraint tenants_access_epoch_reached check (access_epoch <= epoch);

-- down

alter table core.tenants drop constraint tenants_access_epoch_reached;
alter table core.tenants drop column access_epoch;
