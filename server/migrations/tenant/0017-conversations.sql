-- What a tenant and its buyers said to each other, on whichever channel.

-- up
create table :"schema".conversations (
  tenant_id uuid not null,
  id uuid not null,
  channel text not null check (channel in ('chat', 'email', 'sms', 'whatsapp', 'instagram', 'web')),
  human_id uuid,
  -- How the other side is reached on the channel: a mail address, a number, a handle, a widget's token.
  address text check (length(address) between 1 and 254),
  status text not null check (status in ('open', 'closed')),
  subject text check (length(subject) between 1 and 200),
  -- A user of the platform; no foreign key, because a tenant's schema must be movable without the platform's tables.
  assigned_user_id uuid,
  -- When it was begun, while nothing was said.
  last_message_at timestamptz(3) not null,
  closed_at timestamptz(3),
  metadata jsonb not null default '{}',
  version bigint not null check (version > 0),
  created_at timestamptz(3) not null,
  created_by uuid,
  updated_at timestamptz(3) not null,
  updated_by uuid,
  primary key (tenant_id, id),
  constraint conversations_with_somebody check (human_id is not null or address is not null),
  constraint conversations_closed_dated check ((closed_at is not null) = (status = 'closed'))
);

alter table :"schema".conversations add constraint conversations_human_id_fkey
  foreign key (tenant_id, human_id) references :"schema".humans (tenant_id, id);

create index conversations_human_id_idx on :"schema".conversations (tenant_id, human_id, last_message_at, id);
create index conversations_last_message_at_idx on :"schema".conversations (tenant_id, last_message_at, id);
create index conversations_created_at_idx on :"schema".conversations (tenant_id, created_at, id);
create index conversations_status_idx on :"schema".conversations (tenant_id, status, last_message_at, id);
create index conversations_address_idx on :"schema".conversations (tenant_id, address, last_message_at, id);
create index conversations_assigned_user_id_idx on :"schema".conversations
  (tenant_id, assigned_user_id, last_message_at, id) where assigned_user_id is not null;

select tenancy.protect(':"schema".conversations');

create table :"schema".conversation_history (
  tenant_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  -- The conversation's, here for the unique key.
  channel text not null check (channel in ('chat', 'email', 'sms', 'whatsapp', 'instagram', 'web')),
  direction text not null check (direction in ('in', 'out')),
  author_kind text not null check (author_kind in ('human', 'bot', 'user', 'system')),
  -- The user who wrote it.
  author_id uuid,
  text text check (length(text) between 1 and 10000),
  attachments jsonb not null check (jsonb_typeof(attachments) = 'array'),
  sent_at timestamptz(3) not null,
  -- The provider's name for the message.
  external_id text check (length(external_id) between 1 and 255),
  created_at timestamptz(3) not null,
  primary key (tenant_id, id),
  -- Invariant: a message that its provider tells twice is kept once.
  constraint conversation_history_external_id_key unique (tenant_id, channel, external_id),
  constraint conversation_history_says_something check (text is not null or jsonb_array_length(attachments) > 0),
  constraint conversation_history_author_fits check ((direction = 'in') = (author_kind = 'human')),
  constraint conversation_history_author_is_user check (author_id is null or author_kind = 'user')
);

alter table :"schema".conversation_history add constraint conversation_history_conversation_id_fkey
  foreign key (tenant_id, conversation_id) references :"schema".conversations (tenant_id, id);

create index conversation_history_conversation_id_idx on :"schema".conversation_history
  (tenant_id, conversation_id, sent_at, id);

select tenancy.protect(':"schema".conversation_history');

-- down
drop table :"schema".conversation_history;
drop table :"schema".conversations;
