-- In which parcels the items of an order leave, and how many of each have.

-- up
alter table :"schema".orders
  add column fulfilment_status text not null default 'unfulfilled'
    check (fulfilment_status in ('unfulfilled', 'partial', 'fulfilled'));

create index orders_fulfilment_status_idx on :"schema".orders (tenant_id, fulfilment_status, created_at, id);

alter table :"schema".order_items
  -- In fulfilments that are not cancelled.
  add column allotted_quantity bigint not null default 0,
  -- In fulfilments that were shipped, also where they came back.
  add column shipped_quantity bigint not null default 0,
  -- Invariant: no two fulfilments together hold more of an item than was ordered.
  add constraint order_items_allotted_within_ordered
    check (shipped_quantity >= 0 and shipped_quantity <= allotted_quantity and allotted_quantity <= quantity);

create table :"schema".fulfilments (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  status text not null check (status in ('open', 'shipped', 'delivered', 'returned', 'cancelled')),
  carrier text check (length(carrier) between 1 and 120),
  tracking_number text check (length(tracking_number) between 1 and 120),
  tracking_url text check (length(tracking_url) <= 2048),
  shipped_at timestamptz(3),
  delivered_at timestamptz(3),
  returned_at timestamptz(3),
  cancelled_at timestamptz(3),
  metadata jsonb not null default '{}',
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  primary key (tenant_id, id),
  constraint fulfilments_moments_fit_status check (
    (shipped_at is not null) = (status in ('shipped', 'delivered', 'returned'))
    and (delivered_at is not null or status <> 'delivered')
    and (delivered_at is null or status in ('delivered', 'returned'))
    and (returned_at is not null) = (status = 'returned')
    and (cancelled_at is not null) = (status = 'cancelled')
  )
);

alter table :"schema".fulfilments add constraint fulfilments_order_id_fkey
  foreign key (tenant_id, order_id) references :"schema".orders (tenant_id, id);

create index fulfilments_order_id_idx on :"schema".fulfilments (tenant_id, order_id, created_at, id);

select tenancy.protect(':"schema".fulfilments');

create table :"schema".fulfilment_items (
  tenant_id uuid not null,
  fulfilment_id uuid not null,
  order_item_id uuid not null,
  quantity bigint not null check (quantity > 0),
  primary key (tenant_id, fulfilment_id, order_item_id)
);

alter table :"schema".fulfilment_items add constraint fulfilment_items_fulfilment_id_fkey
  foreign key (tenant_id, fulfilment_id) references :"schema".fulfilments (tenant_id, id);
alter table :"schema".fulfilment_items add constraint fulfilment_items_order_item_id_fkey
  foreign key (tenant_id, order_item_id) references :"schema".order_items (tenant_id, id);

create index fulfilment_items_order_item_id_idx on :"schema".fulfilment_items (tenant_id, order_item_id);

select tenancy.protect(':"schema".fulfilment_items');

-- down
drop table :"schema".fulfilment_items;
drop table :"schema".fulfilments;
alter table :"schema".order_items drop column allotted_quantity, drop column shipped_quantity;
alter table :"schema".orders drop column fulfilment_status;
