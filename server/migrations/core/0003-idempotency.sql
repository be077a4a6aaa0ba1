-- Answers of the platform's own calls made with an Idempotency-Key.

-- up

-- What the tenant tables of the same name are for tenants' calls, for calls that happen in no tenant; a key belongs
-- to whoever sent it. Written in the transaction of the change itself: there is an answer exactly when there was an effect.
create table core.idempotency_keys (
  actor_id uuid not null,
  key text not null check (length(key) between 1 and 255),
  request_hash text not null check (length(request_hash) = 64),
  status smallint not null check (status between 200 and 299),
  headers jsonb not null,
  body text not null,
  created_at timestamptz(3) not null,
  primary key (actor_id, key)
);

-- For forgetting old answers.
create index idempotency_keys_created_at_idx on core.idempotency_keys (created_at);

-- Nobody but the platform has business here, so nobody else gets a policy or a grant.
alter table core.idempotency_keys enable row level security;
alter table core.idempotency_keys force row level security;
create policy platform_access on core.idempotency_keys to stoa_system using (true) with check (true);
grant select, insert, delete on core.idempotency_keys to stoa_system;

-- The first statement of a keyed call: as in the tenants' schemas, a key that is taken is raised as the violation of a
-- named constraint, idempotency_keys_in_flight or idempotency_keys_pkey, and the lock ends with its transaction.
create function core.claim_idempotency_key(claimed_actor uuid, claimed_key text) returns void
language plpgsql volatile security invoker set search_path = pg_catalog, pg_temp
as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended(claimed_actor::text || claimed_key, 7202)) then
    raise unique_violation using
      message = 'constraint "idempotency_keys_in_flight": the key is in use',
      constraint = 'idempotency_keys_in_flight';
  end if;
  perform from core.idempotency_keys k where k.actor_id = claimed_actor and k.key = claimed_key;
  if found then
    raise unique_violation using
      message = 'constraint "idempotency_keys_pkey": the key is known',
      constraint = 'idempotency_keys_pkey';
  end if;
end
$$;
revoke all on function core.claim_idempotency_key(uuid, text) from public;
grant execute on function core.claim_idempotency_key(uuid, text) to stoa_system;

-- down

drop function core.claim_idempotency_key(uuid, text);
drop table core.idempotency_keys;
