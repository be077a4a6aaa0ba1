import { type Statement, tenantPlaceholder } from '@stoa/tenancy'
import { sql } from 'kysely'
import { statement } from '#platform/database'
import { KeyInFlight } from './refusals.ts'

/** Status, headers and body as they went over the wire. */
export interface KeptAnswer {
  request_hash: string
  status: number
  headers: Record<string, string>
  body: string
}

interface Key {
  actor_id: string
  key: string
}

/** Both mean that another call has the key; whether it left an answer is looked up afterwards. */
const refuses = { idempotency_keys_in_flight: KeyInFlight, idempotency_keys_pkey: KeyInFlight }

export const claimKey: Statement<Key, unknown> = statement(
  'idempotency.claim',
  (_db, p: Key) => sql`select :"schema".claim_idempotency_key(${tenantPlaceholder}, ${p.actor_id}, ${p.key})`,
  { refuses },
)

export const findAnswer: Statement<Key, KeptAnswer> = statement('idempotency.find', (db, p: Key) =>
  db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'status', 'headers', 'body'])
    .$castTo<KeptAnswer>()
    .where('actor_id', '=', p.actor_id)
    .where('key', '=', p.key),
)

export const insertAnswer: Statement<Key & KeptAnswer & { created_at: string }, unknown> = statement(
  'idempotency.insert',
  (db, p: Key & KeptAnswer & { created_at: string }) =>
    db.insertInto('idempotency_keys').values({
      actor_id: p.actor_id,
      key: p.key,
      request_hash: p.request_hash,
      status: p.status,
      headers: p.headers as never,
      body: p.body,
      created_at: p.created_at,
    }),
  { refuses },
)

export const deleteAnswersBefore: Statement<{ before: string }, unknown> = statement(
  'idempotency.forget',
  (db, p: { before: string }) => db.deleteFrom('idempotency_keys').where('created_at', '<', p.before),
)
