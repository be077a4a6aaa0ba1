import { Type } from 'typebox'
import {
  answerList,
  Id,
  InvalidCursor,
  listOf,
  listQuery,
  publicRoute,
  type Route,
  userRoute,
} from '#platform/contract'
import type { IdentityParts } from '../parts.ts'
import { InvalidRefreshToken, RefreshTokenReused, RefreshUnderWay, SessionNotFound } from '../refusals.ts'
import { IssuedTokens } from '../tokens/token-desk.ts'
import { endSession } from './end-session.ts'
import { createExchange, type Presented } from './exchange.ts'
import { Me, readMe } from './me.ts'
import { refreshSession } from './refresh-session.ts'
import { RefreshAsked, refreshDescription } from './schemas.ts'
import { SessionAnswer } from './session.ts'
import { sessionList } from './session-list.ts'
import { userSessions } from './user-sessions.ts'

const tag = 'Login'

export function sessionRoutes(parts: IdentityParts): Route[] {
  const { revocations } = parts
  const exchange = exchangeOfUsers(parts)
  return [
    publicRoute({
      operation: 'auth.refresh',
      method: 'POST',
      path: '/auth/refresh',
      tag,
      summary: 'Exchange a refresh token for new tokens',
      description: refreshDescription,
      body: RefreshAsked,
      answer: IssuedTokens,
      refuses: [InvalidRefreshToken, RefreshTokenReused, RefreshUnderWay],
      handle: ({ body, address, userAgent }) =>
        exchange({ refreshToken: body.refresh_token, device: { address, userAgent } }),
    }),
    userRoute({
      operation: 'auth.logout',
      method: 'POST',
      path: '/auth/logout',
      tag,
      summary: 'End this session',
      status: 204,
      refuses: [SessionNotFound],
      handle: ({ scope, user }) =>
        endSession(scope, revocations, { id: user.sessionId, user_id: user.id }, 'logged_out'),
    }),
    userRoute({
      operation: 'auth.me',
      method: 'GET',
      path: '/auth/me',
      tag,
      summary: 'Who I am, and in which tenants',
      isForImpersonators: true,
      answer: Me,
      refuses: [],
      handle: ({ scope, user }) => readMe(scope, user),
    }),
    userRoute({
      operation: 'auth.list_sessions',
      method: 'GET',
      path: '/auth/sessions',
      tag,
      summary: 'List my sessions',
      query: listQuery(sessionList, {}),
      answer: listOf(SessionAnswer),
      refuses: [InvalidCursor],
      async handle({ scope, user, query }) {
        const mine = { ...query, user_id: user.id, current_id: user.sessionId, now: scope.now }
        return answerList(scope, sessionList, mine)
      },
    }),
    userRoute({
      operation: 'auth.end_session',
      method: 'DELETE',
      path: '/auth/sessions/:id',
      tag,
      summary: 'End one of my sessions',
      params: Type.Object({ id: Id }),
      status: 204,
      refuses: [SessionNotFound],
      handle: ({ scope, user, params }) =>
        endSession(scope, revocations, { id: params.id, user_id: user.id }, 'revoked'),
    }),
  ]
}

function exchangeOfUsers(parts: IdentityParts) {
  const { doors, clock, revocations, onSecurityEvent } = parts
  const work = { actor: { kind: 'anonymous' }, mode: 'write' } as const
  return createExchange(
    ({ refreshToken, device }: Presented) =>
      doors.system(work, (scope) => refreshSession(userSessions(scope, parts, device), refreshToken, clock)),
    ({ id, user_id }, { device }) => {
      revocations.end(id)
      const { address } = device
      onSecurityEvent({ code: 'identity.refresh_token_reused', sessionId: id, userId: user_id, address })
    },
  )
}
