import { randomBytes } from 'node:crypto'
import type { SystemScope } from '@stoa/tenancy'
import { newId } from '#platform/contract'
import type { Standing } from '../tokens/standing.ts'
import type { IssuedTokens, TokenDesk } from '../tokens/token-desk.ts'
import { type Device, deviceColumns, sessionDays } from './session.ts'
import { deleteExpiredSessions, insertSession } from './store.ts'

/** Begins a session of somebody whose identity was just proved. */
export function openSession(scope: SystemScope, desk: TokenDesk, person: Standing, device: Device): IssuedTokens {
  const id = newId()
  const salt = randomBytes(16)
  scope.write(deleteExpiredSessions, { user_id: person.id, expired_before: scope.now })
  scope.write(insertSession, {
    id,
    user_id: person.id,
    refresh_salt: salt,
    refresh_count: 1,
    refreshed_at: scope.now,
    ...deviceColumns(device),
    created_at: scope.now,
    last_used_at: scope.now,
    expires_at: new Date(Date.parse(scope.now) + sessionDays * 86_400_000).toISOString(),
  })
  return desk.issue(person, { id, refresh_count: 1, refresh_salt: salt }, scope.now)
}
