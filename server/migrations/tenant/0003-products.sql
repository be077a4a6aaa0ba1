-- What a tenant sells.

-- up
create table :"schema".products (
  tenant_id uuid not null,
  id uuid not null,
  seller_id uuid,
  title text not null check (length(title) between 1 and 200),
  description text check (length(description) <= 20000),
  type text not null check (type in ('physical', 'digital', 'service', 'ticket', 'made_to_order')),
  status text not null check (status in ('draft', 'active', 'archived')),
  price_amount_minor bigint not null check (price_amount_minor between 0 and 9000000000000000),
  compare_at_amount_minor bigint check (compare_at_amount_minor between 0 and 9000000000000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  sku text check (length(sku) between 1 and 64),
  -- Null: not tracked, never sold out.
  stock_quantity bigint check (stock_quantity between 0 and 9000000000000000),
  tags text[] not null default '{}' check (cardinality(tags) <= 50),
  metadata jsonb not null default '{}',
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  primary key (tenant_id, id),
  constraint products_compare_at_above_price check (compare_at_amount_minor > price_amount_minor)
);

alter table :"schema".products add constraint products_seller_id_fkey
  foreign key (tenant_id, seller_id) references :"schema".seller_profiles (tenant_id, id);

create unique index products_sku_key on :"schema".products (tenant_id, sku) where deleted_at is null;
create index products_created_at_idx on :"schema".products (tenant_id, created_at, id) where deleted_at is null;
create index products_title_idx on :"schema".products (tenant_id, title, id) where deleted_at is null;
create index products_seller_id_idx on :"schema".products (tenant_id, seller_id, created_at, id);

select tenancy.protect(':"schema".products');

-- down
drop table :"schema".products;
