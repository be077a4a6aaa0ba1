-- A tenant's notes. `protect` puts the table under row security.

-- up

create table :"schema".notes (
  tenant_id uuid not null,
  id uuid not null,
  text text not null,
  primary key (tenant_id, id)
);
select tenancy.protect(':"schema".notes');

-- down

drop table :"schema".notes;
