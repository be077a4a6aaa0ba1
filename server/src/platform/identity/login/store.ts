import { sql } from 'kysely'
import { assign, systemStatement } from '#platform/database'
import { codeAttempts } from './login-code.ts'

/** Replaces whatever code the address had: one is active at most. */
export const putCode = systemStatement(
  'login.put_code',
  (db, p: { email: string; id: string; code_hash: Buffer; attempts: number; expires_at: string }) =>
    db
      .insertInto('core.login_codes')
      .values(assign(['email', 'id', 'code_hash', 'attempts', 'expires_at'], p))
      .onConflict((conflict) =>
        conflict.column('email').doUpdateSet((eb) => ({
          id: eb.ref('excluded.id'),
          code_hash: eb.ref('excluded.code_hash'),
          attempts: eb.ref('excluded.attempts'),
          expires_at: eb.ref('excluded.expires_at'),
        })),
      ),
)

/** Spends one attempt, if any is left. Tries at the same time queue for the row, so none is free. */
export const spendAttempt = systemStatement('login.spend_attempt', (db, p: { email: string; now: string }) =>
  db
    .updateTable('core.login_codes')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('email', '=', p.email)
    .where('expires_at', '>', p.now)
    .where('attempts', '<', codeAttempts)
    .returning(['id', 'code_hash']),
)

export const deleteCode = systemStatement('login.delete_code', (db, p: { id: string; email: string }) =>
  db.deleteFrom('core.login_codes').where('email', '=', p.email).where('id', '=', p.id),
)

/** Counts one use in the current window of the key, or in a new one when that is over. */
export const countUse = systemStatement(
  'login.count_use',
  (_, p: { key: string; now: string; window_ends_at: string }) =>
    sql<{ used: number; window_ends_at: string }>`
      insert into core.login_limits as current (key, used, window_ends_at)
      values (${p.key}, 1, ${p.window_ends_at})
      on conflict (key) do update set
        used = case when current.window_ends_at <= ${p.now}::timestamptz then 1 else least(current.used + 1, 1000000) end,
        window_ends_at = case
          when current.window_ends_at <= ${p.now}::timestamptz then excluded.window_ends_at
          else current.window_ends_at
        end
      returning used, window_ends_at`,
)

/** Sweeps what is over, a little with each login; rows somebody is using are left for the next. */
export const sweepCodes = systemStatement(
  'login.sweep_codes',
  (_, p: { now: string }) =>
    sql`delete from core.login_codes where email in (
    select email from core.login_codes where expires_at <= ${p.now}::timestamptz
    order by expires_at limit 20 for update skip locked)`,
)

export const sweepLimits = systemStatement(
  'login.sweep_limits',
  (_, p: { now: string }) =>
    sql`delete from core.login_limits where key in (
    select key from core.login_limits where window_ends_at <= ${p.now}::timestamptz
    order by window_ends_at limit 20 for update skip locked)`,
)
