-- Passkeys of users (WebAuthn), and the challenges that are answered with them.

-- up

create table core.passkeys (
  id uuid primary key,
  user_id uuid not null,
  -- As the authenticator made it, with a key that never leaves it; here is the public half, as COSE.
  credential_id bytea not null check (length(credential_id) between 1 and 1023),
  public_key bytea not null check (length(public_key) between 1 and 2048),
  -- Signatures it has made, as far as it counts them; a lower one than before comes from a copy.
  sign_count bigint not null check (sign_count between 0 and 4294967295),
  transports text[] not null check (cardinality(transports) <= 10),
  device_type text not null check (device_type in ('single_device', 'multi_device')),
  is_backed_up boolean not null,
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  constraint passkeys_credential_id_key unique (credential_id)
);

alter table core.passkeys add constraint passkeys_user_id_fkey foreign key (user_id) references core.users (id);
create index passkeys_user_id_idx on core.passkeys (user_id, created_at, id);
grant select, insert, update, delete on core.passkeys to stoa_system;

-- Deleted by the first answer to it, whatever comes of that.
create table core.passkey_challenges (
  challenge bytea primary key check (length(challenge) = 32),
  purpose text not null check (purpose in ('registration', 'login')),
  -- Who registers, in which session.
  user_id uuid,
  session_id uuid,
  -- Who logs in, where they said so; whether anybody has that address is no matter.
  email text check (length(email) between 3 and 254 and email = lower(email)),
  expires_at timestamptz(3) not null,
  constraint passkey_challenges_by_purpose check (
    (purpose = 'registration') = (user_id is not null)
    and (purpose = 'registration') = (session_id is not null)
    and (purpose = 'login' or email is null)
  )
);

alter table core.passkey_challenges add constraint passkey_challenges_user_id_fkey
  foreign key (user_id) references core.users (id);
create index passkey_challenges_user_id_idx on core.passkey_challenges (user_id);
create index passkey_challenges_expires_at_idx on core.passkey_challenges (expires_at);
grant select, insert, update, delete on core.passkey_challenges to stoa_system;

-- down

drop table core.passkey_challenges;
drop table core.passkeys;
