import type { IdentityParts } from '../parts.ts'
import { InvalidRefreshToken, RefreshTokenReused, RefreshUnderWay } from '../refusals.ts'
import type { IssuedTokens } from '../tokens/token-desk.ts'
import { refreshSession } from './refresh-session.ts'
import type { Device } from './session.ts'

export type Exchange = (refreshToken: string, device: Device) => Promise<IssuedTokens>

/**
 * Makes the exchange of refresh tokens. The end of a session must be committed before the request is refused, so the
 * work is a transaction of its own and the refusal comes after it.
 *
 * A token that comes while it is being exchanged lost a race, one that comes later is reused. Within a process that is
 * known exactly; between processes the row's lock tells, and the time of the exchange where the lock is gone already.
 */
export function createExchange(parts: IdentityParts): Exchange {
  const { doors, revocations, onSecurityEvent } = parts
  const beingExchanged = new Set<string>()

  async function exchange(refreshToken: string, device: Device): Promise<IssuedTokens> {
    const outcome = await doors.system({ actor: { kind: 'anonymous' }, mode: 'write' }, (scope) =>
      refreshSession(scope, parts, refreshToken, device),
    )
    if (outcome.verdict === 'refreshed') return outcome.tokens
    if (outcome.verdict === 'invalid') throw InvalidRefreshToken()
    if (outcome.verdict === 'under_way') throw underWay()
    const { sessionId, userId } = outcome
    revocations.end(sessionId)
    onSecurityEvent({ code: 'identity.refresh_token_reused', sessionId, userId, address: device.address })
    throw RefreshTokenReused()
  }

  return async (refreshToken, device) => {
    if (beingExchanged.has(refreshToken)) throw underWay()
    beingExchanged.add(refreshToken)
    try {
      return await exchange(refreshToken, device)
    } finally {
      beingExchanged.delete(refreshToken)
    }
  }
}

function underWay() {
  return RefreshUnderWay(undefined, { headers: { 'retry-after': '1' } })
}
