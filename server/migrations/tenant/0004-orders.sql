-- What was bought: the order, its items as they were when it was placed, and how it went on.

-- up
create table :"schema".orders (
  tenant_id uuid not null,
  id uuid not null,
  number bigint not null check (number > 0),
  status text not null
    check (status in ('pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled', 'returned')),
  source text not null check (source in ('storefront', 'chat', 'manual', 'event', 'etsy', 'shopify', 'api')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  items_amount_minor bigint not null check (items_amount_minor between 0 and 9000000000000000),
  tax_amount_minor bigint not null check (tax_amount_minor between 0 and 9000000000000000),
  shipping_amount_minor bigint not null check (shipping_amount_minor between 0 and 9000000000000000),
  discount_amount_minor bigint not null check (discount_amount_minor between 0 and 9000000000000000),
  total_amount_minor bigint not null check (total_amount_minor between 0 and 9000000000000000),
  tax_rate_bps integer not null check (tax_rate_bps between 0 and 10000),
  buyer_name text check (length(buyer_name) between 1 and 200),
  buyer_email text check (length(buyer_email) between 3 and 254),
  shipping_address jsonb,
  notes text check (length(notes) <= 5000),
  placed_at timestamptz(3) not null,
  metadata jsonb not null default '{}',
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  primary key (tenant_id, id),
  constraint orders_number_key unique (tenant_id, number),
  constraint orders_total_adds_up check (
    total_amount_minor = items_amount_minor + tax_amount_minor + shipping_amount_minor - discount_amount_minor
  ),
  constraint orders_discount_within_items check (discount_amount_minor <= items_amount_minor)
);

create index orders_created_at_idx on :"schema".orders (tenant_id, created_at, id);
create index orders_status_idx on :"schema".orders (tenant_id, status, created_at, id);

select tenancy.protect(':"schema".orders');

create table :"schema".order_items (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  position integer not null check (position > 0),
  product_id uuid not null,
  -- Snapshots: what the buyer saw stays true when the product changes.
  title text not null check (length(title) between 1 and 200),
  sku text check (length(sku) between 1 and 64),
  unit_price_amount_minor bigint not null check (unit_price_amount_minor between 0 and 9000000000000000),
  quantity bigint not null check (quantity > 0),
  total_amount_minor bigint not null check (total_amount_minor between 0 and 9000000000000000),
  -- Whether the quantity left the product's stock, and so goes back there when the order is cancelled.
  is_stock_taken boolean not null,
  primary key (tenant_id, id),
  constraint order_items_product_key unique (tenant_id, order_id, product_id),
  constraint order_items_total_adds_up check (total_amount_minor = unit_price_amount_minor * quantity)
);

alter table :"schema".order_items add constraint order_items_order_id_fkey
  foreign key (tenant_id, order_id) references :"schema".orders (tenant_id, id);
alter table :"schema".order_items add constraint order_items_product_id_fkey
  foreign key (tenant_id, product_id) references :"schema".products (tenant_id, id);

create index order_items_product_id_idx on :"schema".order_items (tenant_id, product_id);

select tenancy.protect(':"schema".order_items');

create table :"schema".order_history (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  order_version bigint not null check (order_version > 0),
  from_status text,
  to_status text not null,
  reason text check (length(reason) <= 1000),
  actor_kind text not null check (actor_kind in ('user', 'human', 'api_key', 'system', 'anonymous')),
  actor_id uuid,
  created_at timestamptz(3) not null,
  primary key (tenant_id, id),
  -- Invariant: one version of an order is reached by one change, so of two who change the same version one fails.
  constraint order_history_version_key unique (tenant_id, order_id, order_version)
);

alter table :"schema".order_history add constraint order_history_order_id_fkey
  foreign key (tenant_id, order_id) references :"schema".orders (tenant_id, id);

select tenancy.protect(':"schema".order_history');

-- Numbers given out in sequence. The row is locked until its taker commits, so takers of one series in one tenant
-- go one after the other and a roll-back gives its number back; other series and other tenants do not wait.
create table :"schema".number_series (
  tenant_id uuid not null,
  name text not null check (name ~ '^[a-z_]{1,63}$'),
  last_number bigint not null check (last_number > 0),
  primary key (tenant_id, name)
);

select tenancy.protect(':"schema".number_series');

-- down
drop table :"schema".number_series;
drop table :"schema".order_history;
drop table :"schema".order_items;
drop table :"schema".orders;
