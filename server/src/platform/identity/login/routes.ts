import { publicRoute, type Route } from '#platform/contract'
import { normalEmail } from '../email.ts'
import type { IdentityParts } from '../parts.ts'
import { CodeRefused, TooManyAttempts } from '../refusals.ts'
import { IssuedTokens } from '../tokens/token-desk.ts'
import { requestCode } from './request-code.ts'
import { CodeAsked, CodeSent, CodeTried, codeSent, tooMany } from './schemas.ts'
import { verifyCode } from './verify-code.ts'

const tag = 'Login'

/**
 * Logging in. What a refused request changed must stay (an attempt spent, a use counted), so these handlers do their
 * work in a transaction of its own and refuse only after it is committed; the scope they are given stays unused,
 * which costs no connection.
 */
export function loginRoutes(parts: IdentityParts): Route[] {
  const { doors, sendMail, onError } = parts
  const work = { actor: { kind: 'anonymous' }, mode: 'write' } as const
  return [
    publicRoute({
      operation: 'auth.login',
      method: 'POST',
      path: '/auth/login',
      tag,
      summary: 'Ask for a login code by mail',
      description: 'The answer is the same whether anybody has the address or not. A new code replaces the one before.',
      body: CodeAsked,
      status: 202,
      answer: CodeSent,
      refuses: [TooManyAttempts],
      async handle({ body, address }) {
        const request = { email: normalEmail(body.email), address }
        const outcome = await doors.system(work, (scope) => requestCode(scope, parts, request))
        if ('retryAfterSeconds' in outcome) throw tooMany(outcome.retryAfterSeconds)
        // Not awaited: how long a delivery takes would tell that there was one.
        if (outcome.mail) sendMail(outcome.mail).catch(onError)
        return codeSent
      },
    }),
    publicRoute({
      operation: 'auth.verify',
      method: 'POST',
      path: '/auth/verify',
      tag,
      summary: 'Log in with the code',
      body: CodeTried,
      answer: IssuedTokens,
      refuses: [CodeRefused, TooManyAttempts],
      async handle({ body, address, userAgent }) {
        const request = { email: normalEmail(body.email), code: body.code, device: { address, userAgent } }
        const outcome = await doors.system(work, (scope) => verifyCode(scope, parts, request))
        if (outcome.verdict === 'too_many') throw tooMany(outcome.retryAfterSeconds)
        if (outcome.verdict === 'refused') throw CodeRefused()
        return outcome.tokens
      },
    }),
  ]
}
