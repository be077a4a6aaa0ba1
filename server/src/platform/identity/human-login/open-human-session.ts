import { randomBytes } from 'node:crypto'
import type { Scope } from '@stoa/tenancy'
import { newId } from '#platform/contract'
import { type Device, deviceColumns, sessionDays } from '../sessions/session.ts'
import type { HumanTokenDesk, IssuedHumanTokens } from './human-tokens.ts'
import { deleteExpiredHumanSessions, type HumanAtLogin, insertHumanSession } from './store.ts'

/** Begins a session of a human whose identity was just proved. */
export function openHumanSession(
  scope: Scope,
  desk: HumanTokenDesk,
  human: HumanAtLogin,
  device: Device,
): IssuedHumanTokens {
  const session = { id: newId(), refresh_salt: randomBytes(16), refresh_count: 1 }
  scope.write(deleteExpiredHumanSessions, { human_id: human.id, expired_before: scope.now })
  scope.write(insertHumanSession, {
    ...session,
    human_id: human.id,
    refreshed_at: scope.now,
    ...deviceColumns(device),
    created_at: scope.now,
    last_used_at: scope.now,
    expires_at: new Date(Date.parse(scope.now) + sessionDays * 86_400_000).toISOString(),
  })
  return desk.issue(scope.tenant.id, human, session, scope.now)
}
