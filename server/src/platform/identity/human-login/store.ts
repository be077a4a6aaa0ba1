import { tenantPlaceholder } from '@stoa/tenancy'
import { sql } from 'kysely'
import { assign, columnsOf, statement } from '#platform/database'
import { Human } from '../humans/human.ts'
import type { RefreshedSession } from '../sessions/refresh-session.ts'
import { type NewSessionColumns, newSessionColumns, refreshColumns } from '../sessions/session-columns.ts'
import { identityChannel } from '../tokens/notices.ts'

/** A human as login looks at them. */
export interface HumanAtLogin {
  id: string
  email: string | null
  name: string | null
  /** `deleted` counts as one, because nobody comes back by logging in. */
  status: 'active' | 'blocked' | 'deleted'
}

const atLogin = [
  'id',
  'email',
  'name',
  sql<HumanAtLogin['status']>`case when deleted_at is null then status else 'deleted' end`.as('status'),
] as const

export const findHumanByEmail = statement('human_login.find_by_email', (db, p: { email: string }) =>
  db.selectFrom('humans').select(atLogin).where('email', '=', p.email),
)

/** Holds the human against being blocked or deleted until the session that is opened for them can be seen, and so ended. */
export const holdHumanByEmail = statement('human_login.hold_by_email', (db, p: { email: string }) =>
  db.selectFrom('humans').select(atLogin).where('email', '=', p.email).forShare(),
)

export const holdHuman = statement('human_login.hold', (db, p: { id: string }) =>
  db.selectFrom('humans').select(atLogin).where('id', '=', p.id).forShare(),
)

/** Waits for whoever is making the same human, and then makes none. */
export const insertHumanUnlessKnown = statement('human_login.insert_unless_known', (db, p: Human) =>
  db
    .insertInto('humans')
    .values(assign(columnsOf(Human), p))
    .onConflict((known) => known.column('email').doNothing()),
)

/** A session as stored. */
export interface HumanSessionRow extends RefreshedSession {
  human_id: string
}

export interface NewHumanSession extends NewSessionColumns {
  human_id: string
}

const newColumns = ['human_id', ...newSessionColumns] as const

export const insertHumanSession = statement('human_sessions.insert', (db, p: NewHumanSession) =>
  db.insertInto('human_sessions').values(assign(newColumns, p)),
)

/** Sessions a human no longer needs to see go when they next log in. */
export const deleteExpiredHumanSessions = statement(
  'human_sessions.delete_expired',
  (db, p: { human_id: string; expired_before: string }) =>
    db.deleteFrom('human_sessions').where('human_id', '=', p.human_id).where('expires_at', '<', p.expired_before),
)

/** Every session of a human; those that lived have been ended. */
export const deleteHumanSessions = statement('human_sessions.delete', (db, p: { human_id: string }) =>
  db.deleteFrom('human_sessions').where('human_id', '=', p.human_id),
)

const rowColumns = ['human_id', ...refreshColumns] as const

/** Locks the session for a refresh; nothing comes back when another refresh holds it. */
export const lockHumanSession = statement('human_sessions.lock', (db, p: { id: string }) =>
  db.selectFrom('human_sessions').select(rowColumns).where('id', '=', p.id).forUpdate().skipLocked(),
)

export const findHumanSession = statement('human_sessions.find', (db, p: { id: string }) =>
  db.selectFrom('human_sessions').select(rowColumns).where('id', '=', p.id),
)

export const humanOfSession = statement('human_sessions.find_human', (db, p: { session_id: string }) =>
  db
    .selectFrom('humans')
    .select(atLogin)
    .where('id', '=', (eb) =>
      eb.selectFrom('human_sessions').select('human_id').where('human_sessions.id', '=', p.session_id),
    ),
)

export const updateHumanRefreshed = statement(
  'human_sessions.refreshed',
  (db, p: { id: string; refresh_count: number; refreshed_at: string; address: string; user_agent: string | null }) =>
    db
      .updateTable('human_sessions')
      .set({
        ...assign(['refresh_count', 'refreshed_at', 'address', 'user_agent'], p),
        last_used_at: p.refreshed_at,
      })
      .where('id', '=', p.id),
)

export type HumanRevokedBecause = 'logged_out' | 'revoked' | 'token_reused' | 'human_blocked' | 'human_deleted'

/** Ends one living session of a human, or all of them where none is named; tells which. */
export const revokeHumanSessions = statement(
  'human_sessions.revoke',
  (
    db,
    p: { id?: string; human_id: string; revoked_at: string; revoked_because: HumanRevokedBecause },
    shape: { isOne: boolean },
  ) => {
    const sessions = db
      .updateTable('human_sessions')
      .set(assign(['revoked_at', 'revoked_because'], p))
      .where('human_id', '=', p.human_id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', p.revoked_at)
      .returning('id')
    return shape.isOne ? sessions.where('id', '=', p.id!) : sessions
  },
)

/** Where every process looks for what ended, whichever schema the tenant's rows are in. */
export const tellEndedSessions = statement(
  'human_sessions.tell_ended',
  (_, p: { ids: string[]; ended_at: string }) =>
    sql`insert into core.ended_human_sessions (tenant_id, session_id, ended_at)
      select ${tenantPlaceholder}::uuid, ended, ${p.ended_at}::timestamptz from unnest(${p.ids}::uuid[]) as ended
      on conflict do nothing`,
)

/** One notice for each, when the work commits. */
export const announceEndedSessions = statement('human_sessions.announce_ended', (_, p: { ids: string[] }) => {
  return sql`select pg_notify(${identityChannel}, 'human_session:' || ended) from unnest(${p.ids}::uuid[]) as ended
    where ${tenantPlaceholder}::uuid is not null`
})
