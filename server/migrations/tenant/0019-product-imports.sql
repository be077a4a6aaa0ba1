-- CSV files of products, kept until they are worked off.

-- up
create table :"schema".product_imports (
  tenant_id uuid not null,
  id uuid not null,
  status text not null check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- By what a row finds the product it changes.
  upsert_by text not null check (upsert_by in ('sku', 'id')),
  -- The file's header, in its order.
  columns text[] not null check (cardinality(columns) between 1 and 50),
  rows_total integer not null check (rows_total between 0 and 100000),
  rows_created integer not null check (rows_created >= 0),
  rows_updated integer not null check (rows_updated >= 0),
  rows_failed integer not null check (rows_failed >= 0),
  -- What was wrong with the first rows that failed.
  row_errors jsonb not null default '[]',
  -- Why it stopped; the code of a refusal.
  failure_code text check (length(failure_code) between 1 and 100),
  started_at timestamptz(3),
  ended_at timestamptz(3),
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  primary key (tenant_id, id),
  constraint product_imports_rows_check check (rows_created + rows_updated + rows_failed <= rows_total),
  constraint product_imports_ended_dated check ((ended_at is not null) = (status in ('done', 'failed', 'cancelled')))
);

create index product_imports_created_at_idx on :"schema".product_imports (tenant_id, created_at, id);
create index product_imports_unfinished_idx on :"schema".product_imports (tenant_id, created_at, id)
  where status in ('queued', 'running');

select tenancy.protect(':"schema".product_imports');

-- Rows of a file that are still to be worked off. A chunk goes in the transaction that does what its rows say.
create table :"schema".product_import_chunks (
  tenant_id uuid not null,
  import_id uuid not null,
  position integer not null check (position >= 0),
  rows jsonb not null,
  primary key (tenant_id, import_id, position)
);

alter table :"schema".product_import_chunks add constraint product_import_chunks_import_id_fkey
  foreign key (tenant_id, import_id) references :"schema".product_imports (tenant_id, id);

select tenancy.protect(':"schema".product_import_chunks');

-- down
drop table :"schema".product_import_chunks;
drop table :"schema".product_imports;
