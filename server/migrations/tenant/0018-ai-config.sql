-- How a tenant's assistant is to behave: one row, or none while nobody has said anything.

-- up
create table :"schema".ai_config (
  tenant_id uuid not null,
  is_enabled boolean not null,
  bot_name text check (length(bot_name) between 1 and 80),
  model text check (length(model) between 1 and 200),
  instructions text check (length(instructions) <= 20000),
  tone text check (length(tone) between 1 and 200),
  greeting text check (length(greeting) <= 1000),
  languages text[] not null check (cardinality(languages) <= 20),
  -- Hundredths: 70 is 0.7.
  temperature_hundredths integer check (temperature_hundredths between 0 and 200),
  handover jsonb not null,
  allowed_tools text[] not null check (cardinality(allowed_tools) <= 20),
  version bigint not null check (version > 0),
  updated_at timestamptz(3),
  updated_by uuid,
  primary key (tenant_id)
);

select tenancy.protect(':"schema".ai_config');

-- down
drop table :"schema".ai_config;
