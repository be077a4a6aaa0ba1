-- Whom outside issuers mean.

-- up

-- An issuer's subject, and the user it is for good: the address that linked them may change at the issuer or be given to
-- somebody else, and the link stays. The id stands where a session's would, since the issuer's sessions are its own.
create table core.user_identities (
  issuer text not null check (length(issuer) between 1 and 500),
  subject text not null check (length(subject) between 1 and 255),
  id uuid not null,
  user_id uuid not null,
  -- By which the user was found.
  email text not null check (length(email) between 3 and 254 and email = lower(email)),
  created_at timestamptz(3) not null,
  primary key (issuer, subject),
  constraint user_identities_id_key unique (id)
);

alter table core.user_identities add constraint user_identities_user_id_fkey
  foreign key (user_id) references core.users (id);
create index user_identities_user_id_idx on core.user_identities (user_id);
grant select, insert, delete on core.user_identities to stoa_system;

-- down

drop table core.user_identities;
