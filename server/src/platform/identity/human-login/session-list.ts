import { sql } from 'kysely'
import { defineList } from '#platform/contract'
import { statement } from '#platform/database'
import type { SessionAnswer } from '../sessions/session.ts'

/** A human's living sessions. `human_id`, `current_id` and `now` are always given, by the verb and not by the caller. */
export const humanSessionList = defineList(
  statement,
  'human_sessions.list',
  { sorts: ['created_at', 'last_used_at'], filters: ['human_id', 'current_id', 'now'] },
  (db, filter) =>
    db
      .selectFrom('human_sessions')
      .where('human_id', '=', filter.human_id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', filter.now)
      .select(sql<boolean>`id = ${filter.current_id}`.as('is_current')),
  (sessions) =>
    sessions
      .select(['id', 'user_agent', 'address', 'created_at', 'last_used_at', 'expires_at'])
      .$castTo<SessionAnswer>(),
)
