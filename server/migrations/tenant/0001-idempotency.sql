-- up

-- Answers of calls made with an Idempotency-Key, kept so that a repeated call gets the same answer and not a second
-- effect. Written in the transaction of the change itself: there is an answer exactly when there was an effect.
create table :"schema".idempotency_keys (
  tenant_id uuid not null,
  actor_id uuid not null,
  key text not null check (length(key) between 1 and 255),
  request_hash text not null check (length(request_hash) = 64),
  status smallint not null check (status between 200 and 299),
  headers jsonb not null,
  body text not null,
  created_at timestamptz(3) not null,
  primary key (tenant_id, actor_id, key)
);

-- For forgetting old answers.
create index idempotency_keys_created_at on :"schema".idempotency_keys (tenant_id, created_at);

select tenancy.protect(':"schema".idempotency_keys');

-- The first statement of a keyed call. Both ways of finding the key taken are raised as violations of named
-- constraints, so that the caller meets them as refusals:
--   idempotency_keys_in_flight  another transaction holds the key and has not ended
--   idempotency_keys_pkey       the answer is already kept
-- The lock ends with its transaction, however that ends: after a crash nothing has to be cleaned up. Only after the
-- lock is granted is the answer looked for, in a statement with a newer snapshot than the lock, so a call that just
-- committed is seen. Two keys with the same 64-bit hash merely wait for each other.
create function :"schema".claim_idempotency_key(claimed_tenant uuid, claimed_actor uuid, claimed_key text)
returns void
language plpgsql
as $$
begin
  if not pg_try_advisory_xact_lock(
    hashtextextended(claimed_tenant::text || claimed_actor::text || claimed_key, 7201)
  ) then
    raise unique_violation using
      message = 'constraint "idempotency_keys_in_flight": the key is in use',
      constraint = 'idempotency_keys_in_flight';
  end if;
  perform from :"schema".idempotency_keys
  where tenant_id = claimed_tenant and actor_id = claimed_actor and key = claimed_key;
  if found then
    raise unique_violation using
      message = 'constraint "idempotency_keys_pkey": the key is known',
      constraint = 'idempotency_keys_pkey';
  end if;
end
$$;

grant execute on function :"schema".claim_idempotency_key(uuid, uuid, text) to stoa_app;

-- down

drop function :"schema".claim_idempotency_key(uuid, uuid, text);
drop table :"schema".idempotency_keys;
