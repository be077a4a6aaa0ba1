-- Who sells in a tenant: one profile, or many in a marketplace.

-- up
create table :"schema".seller_profiles (
  tenant_id uuid not null,
  id uuid not null,
  -- A user of the platform; no foreign key, because a tenant's schema must be movable without the platform's tables.
  user_id uuid,
  store_name text not null check (length(store_name) between 1 and 120),
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 63),
  bio text check (length(bio) <= 5000),
  logo_url text check (length(logo_url) <= 2048),
  address jsonb,
  policies jsonb not null default '{}',
  metadata jsonb not null default '{}',
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  primary key (tenant_id, id),
  -- Deleted profiles keep their slug: a link to a store never leads to another store.
  constraint seller_profiles_slug_key unique (tenant_id, slug)
);

create unique index seller_profiles_user_id_key on :"schema".seller_profiles (tenant_id, user_id)
  where deleted_at is null;
create index seller_profiles_created_at_idx on :"schema".seller_profiles (tenant_id, created_at, id)
  where deleted_at is null;
create index seller_profiles_store_name_idx on :"schema".seller_profiles (tenant_id, store_name, id)
  where deleted_at is null;

select tenancy.protect(':"schema".seller_profiles');

-- down
drop table :"schema".seller_profiles;
