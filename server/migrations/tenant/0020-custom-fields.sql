-- Fields that a tenant adds to its products, and what products say in them.

-- up
create table :"schema".custom_fields (
  tenant_id uuid not null,
  id uuid not null,
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,62}$'),
  owner_type text not null check (owner_type in ('product')),
  label text not null check (length(label) between 1 and 120),
  type text not null check (type in ('text', 'integer', 'boolean', 'date', 'select', 'multi_select', 'url', 'money')),
  is_required boolean not null,
  options text[] not null check (cardinality(options) <= 100),
  -- Of an integer, or of the length of a text.
  minimum bigint check (minimum between -9000000000000000 and 9000000000000000),
  maximum bigint check (maximum between -9000000000000000 and 9000000000000000),
  position integer not null check (position between 0 and 10000),
  metadata jsonb not null default '{}',
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  primary key (tenant_id, id),
  constraint custom_fields_options_of_choice check ((cardinality(options) > 0) = (type in ('select', 'multi_select'))),
  constraint custom_fields_ordered_range check (minimum <= maximum),
  constraint custom_fields_bounded_types check (coalesce(minimum, maximum) is null or type in ('text', 'integer'))
);

-- Of archived ones too: rows may still hold a value under the key.
create unique index custom_fields_key_key on :"schema".custom_fields (tenant_id, owner_type, key);
create index custom_fields_created_at_idx on :"schema".custom_fields (tenant_id, created_at, id) where deleted_at is null;
create index custom_fields_position_idx on :"schema".custom_fields (tenant_id, position, id) where deleted_at is null;

select tenancy.protect(':"schema".custom_fields');

-- A constant default: no row is written anew.
alter table :"schema".products add column custom_fields jsonb not null default '{}';

-- down
alter table :"schema".products drop column custom_fields;
drop table :"schema".custom_fields;
