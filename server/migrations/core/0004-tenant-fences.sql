-- A tenant's epoch that grows ends whatever was begun before, in the database itself.

-- up

create trigger fence_tenant after update of epoch on core.tenants
  for each row when (new.epoch > old.epoch) execute function tenancy.fence_tenant();

-- down

drop trigger fence_tenant on core.tenants;
