import { sql } from 'kysely'
import { defineList } from '#platform/contract'
import { systemStatement } from '#platform/database'
import type { SessionAnswer } from './session.ts'

/** A person's living sessions. `user_id`, `current_id` and `now` are always given, by the verb and not by the caller. */
export const sessionList = defineList(
  systemStatement,
  'sessions.list',
  { sorts: ['created_at', 'last_used_at'], filters: ['user_id', 'current_id', 'now'] },
  (db, filter) =>
    db
      .selectFrom('core.sessions')
      .where('user_id', '=', filter.user_id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', filter.now)
      .select(sql<boolean>`id = ${filter.current_id}`.as('is_current')),
  (sessions) =>
    sessions
      .select(['id', 'user_agent', 'address', 'created_at', 'last_used_at', 'expires_at'])
      .$castTo<SessionAnswer>(),
)
