-- What staff keep about an order while they work on it: tags, due date, rush and notes. Its history tells of all of it.

-- up
alter table :"schema".orders
  add column tags text[] not null default '{}' check (cardinality(tags) <= 50),
  add column is_rush boolean not null default false,
  -- By when it was promised to be shipped.
  add column due_at timestamptz(3);

create index orders_placed_at_idx on :"schema".orders (tenant_id, placed_at, id);
create index orders_buyer_email_idx on :"schema".orders (tenant_id, buyer_email, created_at, id);
create index orders_due_at_idx on :"schema".orders (tenant_id, due_at, id) where due_at is not null;
create index orders_rush_idx on :"schema".orders (tenant_id, created_at, id) where is_rush;

alter table :"schema".order_history
  add column event text not null default 'status_changed' check (event in (
    'status_changed', 'fulfilment_added', 'fulfilment_changed', 'fulfilment_shipped', 'fulfilment_delivered',
    'fulfilment_returned', 'fulfilment_cancelled', 'note_added', 'note_deleted', 'tag_added', 'tag_removed',
    'rush_set', 'rush_cleared', 'due_date_set', 'due_date_cleared'
  )),
  -- The fulfilment or note; no foreign key, for a note's entry outlives it.
  add column subject_id uuid,
  -- The tag or the due date.
  add column detail text check (length(detail) <= 200);

create table :"schema".order_notes (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  -- A user of the platform; no foreign key, because a tenant's schema must be movable without the platform's tables.
  author_id uuid,
  text text not null check (length(text) between 1 and 5000),
  is_buyer_visible boolean not null,
  created_at timestamptz(3) not null,
  primary key (tenant_id, id)
);

alter table :"schema".order_notes add constraint order_notes_order_id_fkey
  foreign key (tenant_id, order_id) references :"schema".orders (tenant_id, id);

create index order_notes_order_id_idx on :"schema".order_notes (tenant_id, order_id, created_at, id);

select tenancy.protect(':"schema".order_notes');

-- down
drop table :"schema".order_notes;
alter table :"schema".order_history drop column event, drop column subject_id, drop column detail;
alter table :"schema".orders drop column tags, drop column is_rush, drop column due_at;
drop index :"schema".orders_placed_at_idx;
drop index :"schema".orders_buyer_email_idx;
