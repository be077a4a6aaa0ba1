import type { SystemScope } from '@stoa/tenancy'
import type { IdentityParts } from '../parts.ts'
import { announce, writeNotice } from '../tokens/notices.ts'
import { type Standing, standingBySession } from '../tokens/standing.ts'
import type { IssuedTokens } from '../tokens/token-desk.ts'
import { isGenuine, type RefreshToken, readRefreshToken } from './refresh-token.ts'
import { type Device, deviceColumns } from './session.ts'
import { findSession, lockSession, revokeSession, type SessionRow, updateRefreshed } from './store.ts'

/** What comes of a refresh. All but `refreshed` are refused, after what they changed has been committed. */
export type RefreshOutcome =
  | { verdict: 'refreshed'; tokens: IssuedTokens }
  | { verdict: 'invalid' }
  | { verdict: 'under_way' }
  | { verdict: 'reused'; sessionId: string; userId: string }

/**
 * Replaces a refresh token by the next one and gives an access token that says what is true now. Of two requests with
 * the same token one is served; the other is told so when they came at the same time, and else ends the session.
 */
export async function refreshSession(
  scope: SystemScope,
  { desk, keys, clock }: Pick<IdentityParts, 'desk' | 'keys' | 'clock'>,
  presented: string,
  device: Device,
): Promise<RefreshOutcome> {
  const token = readRefreshToken(presented)
  if (!token) return { verdict: 'invalid' }
  const [locked, found, person] = await Promise.all([
    scope.first(lockSession, { id: token.sessionId }),
    scope.first(findSession, { id: token.sessionId }),
    scope.first(standingBySession, { session_id: token.sessionId }),
  ])
  const session = locked ?? found
  if (!session || !person || !isGenuine(keys.refreshToken, token, session.refresh_salt)) return { verdict: 'invalid' }
  const verdict = locked ? judge(token, locked, person, scope.now) : 'under_way'
  if (verdict === 'reused') return endReused(scope, session)
  if (verdict !== 'next') return { verdict }
  const next = { ...session, refresh_count: session.refresh_count + 1 }
  // Not scope.now: what a request may have seen of this refresh is told by when it was done, not by when it began.
  const refreshed_at = clock().toISOString()
  const { id, refresh_count } = next
  scope.write(updateRefreshed, { id, refresh_count, refreshed_at, ...deviceColumns(device) })
  return { verdict: 'refreshed', tokens: desk.issue(person, next, scope.now) }
}

/** What a genuine token deserves whose session nobody else is refreshing. */
export function judge(
  token: Pick<RefreshToken, 'count'>,
  session: Pick<SessionRow, 'refresh_count' | 'refreshed_at' | 'expires_at' | 'revoked_at'>,
  person: Pick<Standing, 'status'>,
  now: string,
): 'next' | 'reused' | 'under_way' | 'invalid' {
  if (session.revoked_at !== null || session.expires_at <= now || person.status !== 'active') return 'invalid'
  if (token.count === session.refresh_count) return 'next'
  return now <= session.refreshed_at ? 'under_way' : 'reused'
}

/** Somebody holds a copy: nobody can tell which of the two is the owner, so neither goes on. */
function endReused(scope: SystemScope, session: SessionRow): RefreshOutcome {
  const { id, user_id } = session
  scope.write(revokeSession, { id, user_id, revoked_at: scope.now, revoked_because: 'token_reused' })
  scope.write(announce, writeNotice('session', id))
  return { verdict: 'reused', sessionId: id, userId: user_id }
}
