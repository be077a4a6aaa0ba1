import { sql } from 'kysely'
import { assign, systemStatement } from '#platform/database'
import type { RefreshedSession } from './refresh-session.ts'
import { type NewSessionColumns, newSessionColumns, refreshColumns } from './session-columns.ts'

/** A session as stored. */
export interface SessionRow extends RefreshedSession {
  user_id: string
}

export interface NewSession extends NewSessionColumns {
  user_id: string
}

export type RevokedBecause = 'logged_out' | 'revoked' | 'token_reused'

const newColumns = ['user_id', ...newSessionColumns] as const

export const insertSession = systemStatement('sessions.insert', (db, p: NewSession) =>
  db.insertInto('core.sessions').values(assign(newColumns, p)),
)

/** Sessions a person no longer needs to see go when they next log in. */
export const deleteExpiredSessions = systemStatement(
  'sessions.delete_expired',
  (db, p: { user_id: string; expired_before: string }) =>
    db.deleteFrom('core.sessions').where('user_id', '=', p.user_id).where('expires_at', '<', p.expired_before),
)

const rowColumns = ['user_id', ...refreshColumns] as const

/** Locks the session for a refresh; nothing comes back when another refresh holds it. */
export const lockSession = systemStatement('sessions.lock', (db, p: { id: string }) =>
  db.selectFrom('core.sessions').select(rowColumns).where('id', '=', p.id).forUpdate().skipLocked(),
)

export const findSession = systemStatement('sessions.find', (db, p: { id: string }) =>
  db.selectFrom('core.sessions').select(rowColumns).where('id', '=', p.id),
)

export const updateRefreshed = systemStatement(
  'sessions.refreshed',
  (db, p: { id: string; refresh_count: number; refreshed_at: string; address: string; user_agent: string | null }) =>
    db
      .updateTable('core.sessions')
      .set({
        ...assign(['refresh_count', 'refreshed_at', 'address', 'user_agent'], p),
        last_used_at: p.refreshed_at,
      })
      .where('id', '=', p.id),
)

/** Ends a living session of a person; tells its id when there was one. */
export const revokeSession = systemStatement(
  'sessions.revoke',
  (db, p: { id: string; user_id: string; revoked_at: string; revoked_because: RevokedBecause }) =>
    db
      .updateTable('core.sessions')
      .set(assign(['revoked_at', 'revoked_because'], p))
      .where('id', '=', p.id)
      .where('user_id', '=', p.user_id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', p.revoked_at)
      .returning('id'),
)

export const sessionsEndedAmong = systemStatement('sessions.ended_among', (db, p: { ids: string[] }) =>
  db
    .selectFrom('core.sessions')
    .select('id')
    .where(sql<boolean>`id = any(${p.ids}::uuid[])`)
    .where('revoked_at', 'is not', null),
)

export const sessionsEndedSince = systemStatement('sessions.ended_since', (db, p: { since: string }) =>
  db.selectFrom('core.sessions').select('id').where('revoked_at', '>', p.since),
)
