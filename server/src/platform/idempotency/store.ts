import { type Declare, type Statement, tenantPlaceholder } from '@stoa/tenancy'
import { type RawBuilder, sql } from 'kysely'
import { statement, systemStatement } from '#platform/database'
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

interface AnswerRow extends Key, KeptAnswer {
  created_at: string
}

/** What is done with one table of kept answers. */
export interface Answers {
  claim: Statement<Key, unknown>
  find: Statement<Key, KeptAnswer>
  insert: Statement<AnswerRow, unknown>
  deleteBefore: Statement<{ before: string }, unknown>
}

/** Both mean that another call has the key; whether it left an answer is looked up afterwards. */
const refuses = { idempotency_keys_in_flight: KeyInFlight, idempotency_keys_pkey: KeyInFlight }

/** Answers of calls in a tenant, beside its rows. */
export const tenantAnswers: Answers = answersIn(
  statement,
  'idempotency',
  'idempotency_keys',
  ({ actor_id, key }) => sql`select :"schema".claim_idempotency_key(${tenantPlaceholder}, ${actor_id}, ${key})`,
)

/** Answers of calls in no tenant. */
export const platformAnswers: Answers = answersIn(
  systemStatement,
  'platform_idempotency',
  'core.idempotency_keys',
  ({ actor_id, key }) => sql`select core.claim_idempotency_key(${actor_id}, ${key})`,
)

function answersIn<Tables>(
  declare: Declare<Tables>,
  name: string,
  tableName: keyof Tables,
  claim: (key: Key) => RawBuilder<unknown>,
): Answers {
  // Both tables have these columns; the tenant's one more, which only the kernel names.
  const declareOn = declare as unknown as Declare<{ answers: AnswerRow }>
  const table = tableName as 'answers'
  return {
    claim: declareOn(`${name}.claim`, (_db, p: Key) => claim(p), { refuses }),
    find: declareOn(`${name}.find`, (db, p: Key) =>
      db
        .selectFrom(table)
        .select(['request_hash', 'status', 'headers', 'body'])
        .where('actor_id', '=', p.actor_id)
        .where('key', '=', p.key),
    ),
    insert: declareOn(
      `${name}.insert`,
      (db, p: AnswerRow) =>
        db.insertInto(table).values({
          actor_id: p.actor_id,
          key: p.key,
          request_hash: p.request_hash,
          status: p.status,
          headers: p.headers,
          body: p.body,
          created_at: p.created_at,
        }),
      { refuses },
    ),
    deleteBefore: declareOn(`${name}.forget`, (db, p: { before: string }) =>
      db.deleteFrom(table).where('created_at', '<', p.before),
    ),
  }
}
