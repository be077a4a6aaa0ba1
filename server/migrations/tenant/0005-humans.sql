-- The end customers of a tenant.

-- up

-- The same address in two tenants is two humans. Without an address or a number nobody could be reached or told apart.
create table :"schema".humans (
  tenant_id uuid not null,
  id uuid not null,
  email text check (length(email) between 3 and 254 and email = lower(email)),
  -- E.164: what is dialled anywhere in the world.
  phone text check (length(phone) <= 16 and phone ~ '^\+[1-9][0-9]{5,14}$'),
  name text check (length(name) between 1 and 200),
  -- BCP 47 and IANA names, judged by the process.
  locale text check (length(locale) between 2 and 35),
  time_zone text check (length(time_zone) between 1 and 64),
  addresses jsonb not null default '[]' check (jsonb_typeof(addresses) = 'array'),
  has_marketing_consent boolean not null default false,
  -- When it was last given or taken back, and where; null while nobody has said anything.
  marketing_consent_at timestamptz(3),
  marketing_consent_source text check (length(marketing_consent_source) between 1 and 64),
  status text not null check (status in ('active', 'blocked')),
  tags text[] not null default '{}' check (cardinality(tags) <= 50),
  notes text check (length(notes) <= 5000),
  metadata jsonb not null default '{}',
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  primary key (tenant_id, id),
  -- Deleted humans keep what they are reached by: who was deleted or blocked does not come back as somebody new.
  constraint humans_email_key unique (tenant_id, email),
  constraint humans_phone_key unique (tenant_id, phone),
  constraint humans_contact_present check (email is not null or phone is not null),
  constraint humans_consent_dated check (
    (marketing_consent_at is null) = (marketing_consent_source is null)
    and (not has_marketing_consent or marketing_consent_at is not null)
  )
);

create index humans_created_at_idx on :"schema".humans (tenant_id, created_at, id) where deleted_at is null;
create index humans_updated_at_idx on :"schema".humans (tenant_id, updated_at, id) where deleted_at is null;

select tenancy.protect(':"schema".humans');

-- down
drop table :"schema".humans;
