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
import { createExchange } from './exchange.ts'
import { Me, readMe } from './me.ts'
import { SessionAnswer } from './session.ts'
import { sessionList } from './session-list.ts'

const tag = 'Login'

export function sessionRoutes(parts: IdentityParts): Route[] {
  const { revocations } = parts
  const exchange = createExchange(parts)
  return [
    publicRoute({
      operation: 'auth.refresh',
      method: 'POST',
      path: '/auth/refresh',
      tag,
      summary: 'Exchange a refresh token for new tokens',
      description:
        'A refresh token is good for one exchange. Of two at the same time one is served and the other refused with ' +
        '409. One that comes again later is held by two parties, and its session ends.',
      body: Type.Object(
        { refresh_token: Type.String({ maxLength: 200 }) },
        { additionalProperties: false, examples: [{ refresh_token: 'stoa_rt_AZnA3noa…' }] },
      ),
      answer: IssuedTokens,
      refuses: [InvalidRefreshToken, RefreshTokenReused, RefreshUnderWay],
      handle: ({ body, address, userAgent }) => exchange(body.refresh_token, { address, userAgent }),
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
