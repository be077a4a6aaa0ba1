import type { Scope } from '@stoa/tenancy'
import type { SessionsAtWork } from '../sessions/refresh-session.ts'
import { type Device, deviceColumns } from '../sessions/session.ts'
import { tellEnded } from './end-sessions.ts'
import type { HumanTokenDesk, IssuedHumanTokens } from './human-tokens.ts'
import {
  findHumanSession,
  type HumanAtLogin,
  type HumanSessionRow,
  humanOfSession,
  lockHumanSession,
  revokeHumanSessions,
  updateHumanRefreshed,
} from './store.ts'

/** The sessions of a tenant's humans, for a refresh from this device. */
export function humanSessions(
  scope: Scope,
  desk: HumanTokenDesk,
  device: Device,
): SessionsAtWork<HumanSessionRow, HumanAtLogin, IssuedHumanTokens> {
  const { tenant, now } = scope
  return {
    now,
    async read(id) {
      const [held, found, holder] = await Promise.all([
        scope.first(lockHumanSession, { id }),
        scope.first(findHumanSession, { id }),
        scope.first(humanOfSession, { session_id: id }),
      ])
      return { held, found, holder }
    },
    isGenuine: (token, session) => desk.isGenuine(tenant.id, token, session),
    keepRefreshed(session) {
      scope.write(updateHumanRefreshed, { ...session, ...deviceColumns(device) })
    },
    endReused({ id, human_id }) {
      const revocation = { id, human_id, revoked_at: now, revoked_because: 'token_reused' } as const
      scope.write(revokeHumanSessions, revocation, { isOne: true })
      tellEnded(scope, [id])
    },
    issue: (human, session) => desk.issue(tenant.id, human, session, now),
  }
}
