import type { Tenant } from '@stoa/tenancy'
import { Type } from 'typebox'
import {
  answerList,
  humanRoute,
  Id,
  InvalidCursor,
  listOf,
  listQuery,
  type Route,
  storefrontRoute,
} from '#platform/contract'
import { normalEmail } from '../email.ts'
import { HumanUnreadable } from '../humans/refusals.ts'
import { type Applicant, issueCode } from '../login/issue-code.ts'
import { CodeAsked, CodeSent, CodeTried, codeSent, tooMany } from '../login/schemas.ts'
import { tryCode } from '../login/try-code.ts'
import type { IdentityParts } from '../parts.ts'
import {
  CodeRefused,
  InvalidRefreshToken,
  RefreshTokenReused,
  RefreshUnderWay,
  SessionNotFound,
  TooManyAttempts,
} from '../refusals.ts'
import { createExchange, type Presented } from '../sessions/exchange.ts'
import { refreshSession } from '../sessions/refresh-session.ts'
import { RefreshAsked, refreshDescription } from '../sessions/schemas.ts'
import { SessionAnswer } from '../sessions/session.ts'
import { keptMs } from '../tokens/revocations.ts'
import { admitHuman } from './admit-human.ts'
import { endHumanSession } from './end-sessions.ts'
import { sweepEndedHumanSessions } from './ended-sessions.ts'
import { humanSessions } from './human-sessions.ts'
import { IssuedHumanTokens } from './human-tokens.ts'
import { humanCodeMail } from './mail.ts'
import { Profile, ProfilePatch, readProfile, updateProfile } from './profile.ts'
import { humanSessionList } from './session-list.ts'
import { findHumanByEmail } from './store.ts'

const tag = 'Login of humans'
const work = { actor: { kind: 'anonymous' }, mode: 'write' } as const

/** Login, sessions and profile of a tenant's humans. */
export function humanLoginRoutes(parts: IdentityParts): Route[] {
  return [...codeRoutes(parts), ...sessionRoutes(parts), ...profileRoutes]
}

/** As the login of users does, these spend attempts in a transaction of its own and refuse after it is committed. */
function codeRoutes(parts: IdentityParts): Route[] {
  const { doors, sendMail, onError, humanDesk } = parts
  return [
    storefrontRoute({
      operation: 'human_auth.login',
      method: 'POST',
      path: '/auth/human/login',
      tag,
      summary: 'Ask for a login code by mail',
      description:
        'For the end customers of a tenant. The answer is the same whether it knows the address or not. A new code ' +
        'replaces the one before.',
      body: CodeAsked,
      status: 202,
      answer: CodeSent,
      refuses: [TooManyAttempts],
      async handle({ scope, body, address }) {
        const email = normalEmail(body.email)
        const issued = await doors.system(work, (system) => {
          const ended_before = new Date(Date.parse(system.now) - keptMs).toISOString()
          system.write(sweepEndedHumanSessions, { ended_before })
          return issueCode(system, parts, applicantOf(scope.tenant, email, address))
        })
        if ('retryAfterSeconds' in issued) throw tooMany(issued.retryAfterSeconds)
        const human = await scope.first(findHumanByEmail, { email })
        const isWelcome = human === undefined || human.status === 'active'
        // Not awaited: how long a delivery takes would tell that there was one.
        if (isWelcome) sendMail(humanCodeMail(scope.tenant, email, issued.code)).catch(onError)
        return codeSent
      },
    }),
    storefrontRoute({
      operation: 'human_auth.verify',
      method: 'POST',
      path: '/auth/human/verify',
      tag,
      summary: 'Log in with the code',
      description: 'Somebody the tenant does not know yet becomes one of its humans.',
      body: CodeTried,
      answer: IssuedHumanTokens,
      refuses: [CodeRefused, TooManyAttempts],
      async handle({ scope, body, address, userAgent }) {
        const email = normalEmail(body.email)
        const tried = await doors.system(work, (system) =>
          tryCode(system, parts, applicantOf(scope.tenant, email, address), body.code),
        )
        if (tried.verdict === 'too_many') throw tooMany(tried.retryAfterSeconds)
        if (tried.verdict === 'refused') throw CodeRefused()
        const tokens = await admitHuman(scope, humanDesk, { email, device: { address, userAgent } })
        if (!tokens) throw CodeRefused()
        return tokens
      },
    }),
  ]
}

/** The same address in another tenant is somebody else, with a code and a count of their own. */
function applicantOf({ id }: Tenant, email: string, address: string): Applicant {
  return { kind: 'human', subject: `${id} ${email}`, address }
}

function sessionRoutes(parts: IdentityParts): Route[] {
  const { revocations } = parts
  const exchange = exchangeOfHumans(parts)
  return [
    storefrontRoute({
      operation: 'human_auth.refresh',
      method: 'POST',
      path: '/auth/human/refresh',
      tag,
      summary: 'Exchange a refresh token for new tokens',
      description: refreshDescription,
      body: RefreshAsked,
      answer: IssuedHumanTokens,
      refuses: [InvalidRefreshToken, RefreshTokenReused, RefreshUnderWay],
      handle: ({ scope, body, address, userAgent }) =>
        exchange({ tenant: scope.tenant, refreshToken: body.refresh_token, device: { address, userAgent } }),
    }),
    humanRoute({
      operation: 'human_auth.logout',
      method: 'POST',
      path: '/auth/human/logout',
      tag,
      summary: 'End this session',
      status: 204,
      refuses: [SessionNotFound],
      handle: ({ scope, human }) =>
        endHumanSession(scope, revocations, { id: human.sessionId, human_id: human.id }, 'logged_out'),
    }),
    humanRoute({
      operation: 'human_auth.list_sessions',
      method: 'GET',
      path: '/auth/human/sessions',
      tag,
      summary: 'List my sessions',
      query: listQuery(humanSessionList, {}),
      answer: listOf(SessionAnswer),
      refuses: [InvalidCursor],
      async handle({ scope, human, query }) {
        const mine = { ...query, human_id: human.id, current_id: human.sessionId, now: scope.now }
        return answerList(scope, humanSessionList, mine)
      },
    }),
    humanRoute({
      operation: 'human_auth.end_session',
      method: 'DELETE',
      path: '/auth/human/sessions/:id',
      tag,
      summary: 'End one of my sessions',
      params: Type.Object({ id: Id }),
      status: 204,
      refuses: [SessionNotFound],
      handle: ({ scope, human, params }) =>
        endHumanSession(scope, revocations, { id: params.id, human_id: human.id }, 'revoked'),
    }),
  ]
}

function exchangeOfHumans(parts: IdentityParts) {
  const { doors, clock, humanDesk, revocations, onSecurityEvent } = parts
  return createExchange(
    ({ tenant, refreshToken, device }: Presented & { tenant: Tenant }) =>
      doors.scope(tenant, work, (scope) =>
        refreshSession(humanSessions(scope, humanDesk, device), refreshToken, clock),
      ),
    ({ id, human_id }, { tenant, device }) => {
      revocations.end(id)
      const { address } = device
      const session = { sessionId: id, humanId: human_id, tenantId: tenant.id }
      onSecurityEvent({ code: 'identity.refresh_token_reused', ...session, address })
    },
  )
}

const profileRoutes = [
  humanRoute({
    operation: 'human_auth.me',
    method: 'GET',
    path: '/auth/human/me',
    tag,
    summary: 'Who I am to this tenant',
    answer: Profile,
    refuses: [],
    handle: ({ scope, human }) => readProfile(scope, human),
  }),
  humanRoute({
    operation: 'human_auth.update_me',
    method: 'PATCH',
    path: '/auth/human/me',
    tag,
    summary: 'Change what I say of myself',
    description: 'JSON merge patch. A consent is dated when it is given and when it is taken back.',
    body: ProfilePatch,
    answer: Profile,
    versioned: true,
    refuses: [HumanUnreadable],
    handle: ({ scope, human, body, expectedVersion }) => updateProfile(scope, human, body, expectedVersion),
  }),
]
