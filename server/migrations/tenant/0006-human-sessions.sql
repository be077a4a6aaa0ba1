-- The sessions of humans.

-- up

-- As core.sessions are for users: a family of refresh tokens, none of which is stored. The salt alone makes no token.
create table :"schema".human_sessions (
  tenant_id uuid not null,
  id uuid not null,
  human_id uuid not null,
  refresh_salt bytea not null check (length(refresh_salt) = 16),
  refresh_count bigint not null check (refresh_count > 0),
  refreshed_at timestamptz(3) not null,
  user_agent text check (length(user_agent) <= 512),
  address text not null check (length(address) <= 64),
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  revoked_because text
    check (revoked_because in ('logged_out', 'revoked', 'token_reused', 'human_blocked', 'human_deleted')),
  primary key (tenant_id, id),
  constraint human_sessions_revoked_with_reason check ((revoked_at is null) = (revoked_because is null))
);

alter table :"schema".human_sessions add constraint human_sessions_human_id_fkey
  foreign key (tenant_id, human_id) references :"schema".humans (tenant_id, id);

create index human_sessions_human_id_idx on :"schema".human_sessions (tenant_id, human_id, created_at, id);

select tenancy.protect(':"schema".human_sessions');

-- down
drop table :"schema".human_sessions;
