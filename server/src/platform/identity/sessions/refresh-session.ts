import { type RefreshToken, readRefreshToken } from './refresh-token.ts'

/** A session as a refresh looks at it, whosever it is. */
export interface RefreshedSession {
  id: string
  refresh_salt: Buffer
  refresh_count: number
  refreshed_at: string
  expires_at: string
  revoked_at: string | null
}

/** What a refresh does with the sessions of one kind of caller, within one unit of work. */
export interface SessionsAtWork<Session extends RefreshedSession, Holder, Tokens> {
  /** The moment of the work. */
  readonly now: string
  /** The session, held for this refresh or only found because another one holds it, and whose it is. */
  read(id: string): Promise<{ held: Session | undefined; found: Session | undefined; holder: Holder | undefined }>
  isGenuine(token: RefreshToken, session: Session): boolean
  keepRefreshed(session: Session): void
  endReused(session: Session): void
  issue(holder: Holder, session: Session): Tokens
}

/** What comes of a refresh. All but `refreshed` are refused, after what they changed has been committed. */
export type RefreshOutcome<Session, Tokens> =
  | { verdict: 'refreshed'; tokens: Tokens }
  | { verdict: 'invalid' }
  | { verdict: 'under_way' }
  | { verdict: 'reused'; session: Session }

/**
 * Replaces a refresh token by the next one and gives an access token that says what is true now. Of two requests with
 * the same token one is served; the other is told so when they came at the same time, and else ends the session:
 * somebody holds a copy, and as nobody can tell which of the two is the owner, neither goes on.
 */
export async function refreshSession<Session extends RefreshedSession, Holder extends { status: string }, Tokens>(
  sessions: SessionsAtWork<Session, Holder, Tokens>,
  presented: string,
  clock: () => Date,
): Promise<RefreshOutcome<Session, Tokens>> {
  const token = readRefreshToken(presented)
  if (!token) return { verdict: 'invalid' }
  const { held, found, holder } = await sessions.read(token.sessionId)
  const session = held ?? found
  if (!session || !holder || !sessions.isGenuine(token, session)) return { verdict: 'invalid' }
  const verdict = held ? judge(token, held, holder, sessions.now) : 'under_way'
  if (verdict === 'reused') {
    sessions.endReused(session)
    return { verdict, session }
  }
  if (verdict !== 'next') return { verdict }
  // Not the work's moment: what a request may have seen of this refresh is told by when it was done, not when it began.
  const next = { ...session, refresh_count: session.refresh_count + 1, refreshed_at: clock().toISOString() }
  sessions.keepRefreshed(next)
  return { verdict: 'refreshed', tokens: sessions.issue(holder, next) }
}

/** What a genuine token deserves whose session nobody else is refreshing. */
export function judge(
  token: Pick<RefreshToken, 'count'>,
  session: Pick<RefreshedSession, 'refresh_count' | 'refreshed_at' | 'expires_at' | 'revoked_at'>,
  holder: { status: string },
  now: string,
): 'next' | 'reused' | 'under_way' | 'invalid' {
  if (session.revoked_at !== null || session.expires_at <= now || holder.status !== 'active') return 'invalid'
  if (token.count === session.refresh_count) return 'next'
  return now <= session.refreshed_at ? 'under_way' : 'reused'
}
