import type { SystemScope } from '@stoa/tenancy'
import type { IdentityParts } from '../parts.ts'
import { announce, writeNotice } from '../tokens/notices.ts'
import { type Standing, standingBySession } from '../tokens/standing.ts'
import type { IssuedTokens } from '../tokens/token-desk.ts'
import type { SessionsAtWork } from './refresh-session.ts'
import { isGenuine } from './refresh-token.ts'
import { type Device, deviceColumns } from './session.ts'
import { findSession, lockSession, revokeSession, type SessionRow, updateRefreshed } from './store.ts'

/** The sessions of users, for a refresh from this device. */
export function userSessions(
  scope: SystemScope,
  { desk, keys }: Pick<IdentityParts, 'desk' | 'keys'>,
  device: Device,
): SessionsAtWork<SessionRow, Standing, IssuedTokens> {
  return {
    now: scope.now,
    async read(id) {
      const [held, found, holder] = await Promise.all([
        scope.first(lockSession, { id }),
        scope.first(findSession, { id }),
        scope.first(standingBySession, { session_id: id }),
      ])
      return { held, found, holder }
    },
    isGenuine: (token, session) => isGenuine(keys.refreshToken, token, session.refresh_salt),
    keepRefreshed(session) {
      scope.write(updateRefreshed, { ...session, ...deviceColumns(device) })
    },
    endReused({ id, user_id }) {
      scope.write(revokeSession, { id, user_id, revoked_at: scope.now, revoked_because: 'token_reused' })
      scope.write(announce, writeNotice('session', id))
    },
    issue: (person, session) => desk.issue(person, session, scope.now),
  }
}
