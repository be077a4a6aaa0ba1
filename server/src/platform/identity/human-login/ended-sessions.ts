import { sql } from 'kysely'
import { systemStatement } from '#platform/database'

/** Sessions of humans that ended lately, of all tenants: what a process must know while their access tokens live. */
export const humanSessionsEndedAmong = systemStatement('ended_human_sessions.among', (db, p: { ids: string[] }) =>
  db
    .selectFrom('core.ended_human_sessions')
    .select('session_id as id')
    .where(sql<boolean>`session_id = any(${p.ids}::uuid[])`),
)

export const humanSessionsEndedSince = systemStatement('ended_human_sessions.since', (db, p: { since: string }) =>
  db.selectFrom('core.ended_human_sessions').select('session_id as id').where('ended_at', '>', p.since),
)

/** Sweeps what no access token can speak of any more, a little with each login. */
export const sweepEndedHumanSessions = systemStatement(
  'ended_human_sessions.sweep',
  (_, p: { ended_before: string }) =>
    sql`delete from core.ended_human_sessions where (tenant_id, session_id) in (
    select tenant_id, session_id from core.ended_human_sessions where ended_at <= ${p.ended_before}::timestamptz
    order by ended_at limit 20 for update skip locked)`,
)
