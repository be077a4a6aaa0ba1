-- What a product comes in: options with their values, and the variants that are sold.

-- up
create table :"schema".product_options (
  tenant_id uuid not null,
  product_id uuid not null,
  position integer not null check (position between 1 and 3),
  name text not null check (length(name) between 1 and 60),
  option_values text[] not null check (cardinality(option_values) between 1 and 100),
  primary key (tenant_id, product_id, position)
);

alter table :"schema".product_options add constraint product_options_product_id_fkey
  foreign key (tenant_id, product_id) references :"schema".products (tenant_id, id);

select tenancy.protect(':"schema".product_options');

create table :"schema".product_variants (
  tenant_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  position integer not null check (position between 1 and 100),
  -- One value of each option, in the options' order.
  option_values text[] not null check (cardinality(option_values) between 1 and 3),
  -- The same as one text, by which no two variants of a product are alike.
  combination text not null check (length(combination) between 1 and 400),
  sku text check (length(sku) between 1 and 64),
  -- Null: the product's.
  price_amount_minor bigint check (price_amount_minor between 0 and 9000000000000000),
  compare_at_amount_minor bigint check (compare_at_amount_minor between 0 and 9000000000000000),
  -- Null: not tracked, never sold out.
  stock_quantity bigint check (stock_quantity between 0 and 9000000000000000),
  image_url text check (length(image_url) between 9 and 2000),
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  -- A variant that is no longer sold stays, because orders may refer to it.
  deleted_at timestamptz(3),
  deleted_by uuid,
  primary key (tenant_id, id),
  -- By which a reference holds the variant to its product.
  constraint product_variants_product_key unique (tenant_id, product_id, id),
  constraint product_variants_combination_key unique (tenant_id, product_id, combination)
);

alter table :"schema".product_variants add constraint product_variants_product_id_fkey
  foreign key (tenant_id, product_id) references :"schema".products (tenant_id, id);

select tenancy.protect(':"schema".product_variants');

-- Every SKU in use, of products and of variants, so that one key decides about both.
create table :"schema".skus (
  tenant_id uuid not null,
  sku text not null check (length(sku) between 1 and 64),
  product_id uuid not null,
  primary key (tenant_id, sku)
);

alter table :"schema".skus add constraint skus_product_id_fkey
  foreign key (tenant_id, product_id) references :"schema".products (tenant_id, id);

create index skus_product_id_idx on :"schema".skus (tenant_id, product_id);

-- Products that are there already: their owner sees them only while row security is not forced.
alter table :"schema".products no force row level security;
insert into :"schema".skus (tenant_id, sku, product_id)
  select p.tenant_id, p.sku, p.id from :"schema".products p where p.sku is not null and p.deleted_at is null
  on conflict do nothing;
alter table :"schema".products force row level security;

select tenancy.protect(':"schema".skus');

-- down
drop table :"schema".skus;
drop table :"schema".product_variants;
drop table :"schema".product_options;
