import { InvalidRefreshToken, RefreshTokenReused, RefreshUnderWay } from '../refusals.ts'
import type { RefreshOutcome } from './refresh-session.ts'
import type { Device } from './session.ts'

/** A refresh token, and where it came from. */
export interface Presented {
  refreshToken: string
  device: Device
}

/**
 * Makes the exchange of refresh tokens. The end of a session must be committed before the request is refused, so the
 * refresh is a transaction of its own and the refusal comes after it.
 *
 * A token that comes while it is being exchanged lost a race, one that comes later is reused. Within a process that is
 * known exactly; between processes the row's lock tells, and the time of the exchange where the lock is gone already.
 *
 * @param refresh resolves when the transaction is committed
 * @param onReuse told of a session that was ended because a token of it came again
 */
export function createExchange<Request extends Presented, Session, Tokens>(
  refresh: (request: Request) => Promise<RefreshOutcome<Session, Tokens>>,
  onReuse: (session: Session, request: Request) => void,
): (request: Request) => Promise<Tokens> {
  const beingExchanged = new Set<string>()

  async function exchange(request: Request): Promise<Tokens> {
    const outcome = await refresh(request)
    if (outcome.verdict === 'refreshed') return outcome.tokens
    if (outcome.verdict === 'invalid') throw InvalidRefreshToken()
    if (outcome.verdict === 'under_way') throw underWay()
    onReuse(outcome.session, request)
    throw RefreshTokenReused()
  }

  return async (request) => {
    const { refreshToken } = request
    if (beingExchanged.has(refreshToken)) throw underWay()
    beingExchanged.add(refreshToken)
    try {
      return await exchange(request)
    } finally {
      beingExchanged.delete(refreshToken)
    }
  }
}

function underWay() {
  return RefreshUnderWay(undefined, { headers: { 'retry-after': '1' } })
}
