-- The tree of categories, and which products are in which of them.

-- up
create table :"schema".categories (
  tenant_id uuid not null,
  id uuid not null,
  parent_id uuid,
  name text not null check (length(name) between 1 and 200),
  slug text not null check (length(slug) between 1 and 100),
  description text check (length(description) <= 5000),
  position integer not null check (position between 0 and 1000000),
  -- Ids from the root down to the category itself, joined by slashes, and the same of its parent. Texts, because an index
  -- over lists serves nobody under row security.
  place text not null check (length(place) between 36 and 295),
  parent_place text,
  path uuid[] not null check (path = string_to_array(place, '/')::uuid[]),
  metadata jsonb not null default '{}',
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  primary key (tenant_id, id),
  -- What the foreign key below points to.
  constraint categories_place_key unique (tenant_id, id, place),
  -- Invariant: a place is the parent's place and one id more, and the foreign key holds the parent to it. So there is no
  -- circle: a category above itself would have a place longer than its own. The check compares no id, and so is never what
  -- refuses another one.
  constraint categories_place_below_parent check (
    (parent_id is null) = (parent_place is null) and length(place) = coalesce(length(parent_place) + 1, 0) + 36
    and (parent_place is null or starts_with(place, parent_place || '/'))
  ),
  constraint categories_depth_check check (cardinality(path) <= 8)
);

-- A statement that moves a branch changes all of its rows, and is judged when it ends.
alter table :"schema".categories add constraint categories_parent_id_fkey
  foreign key (tenant_id, parent_id, parent_place) references :"schema".categories (tenant_id, id, place);

create unique index categories_slug_key on :"schema".categories (tenant_id, slug) where deleted_at is null;
create index categories_created_at_idx on :"schema".categories (tenant_id, created_at, id) where deleted_at is null;
create index categories_position_idx on :"schema".categories (tenant_id, position, id) where deleted_at is null;
create index categories_name_idx on :"schema".categories (tenant_id, name, id) where deleted_at is null;
create index categories_parent_id_idx on :"schema".categories (tenant_id, parent_id, parent_place);

select tenancy.protect(':"schema".categories');

create table :"schema".product_categories (
  tenant_id uuid not null,
  product_id uuid not null,
  category_id uuid not null,
  primary key (tenant_id, product_id, category_id)
);

alter table :"schema".product_categories add constraint product_categories_product_id_fkey
  foreign key (tenant_id, product_id) references :"schema".products (tenant_id, id);
alter table :"schema".product_categories add constraint product_categories_category_id_fkey
  foreign key (tenant_id, category_id) references :"schema".categories (tenant_id, id);

create index product_categories_category_id_idx on :"schema".product_categories (tenant_id, category_id, product_id);

select tenancy.protect(':"schema".product_categories');

-- down
drop table :"schema".product_categories;
drop table :"schema".categories;
