import { Type } from 'typebox'
import { publicRoute, type Route } from '#platform/contract'
import { Email, normalEmail } from '../email.ts'
import type { IdentityParts } from '../parts.ts'
import { CodeRefused, TooManyAttempts } from '../refusals.ts'
import { IssuedTokens } from '../tokens/token-desk.ts'
import { codeMinutes } from './login-code.ts'
import { requestCode } from './request-code.ts'
import { verifyCode } from './verify-code.ts'

const tag = 'Login'

const CodeSent = Type.Object({
  expires_in: Type.Integer({ description: 'Seconds the code is valid.', examples: [codeMinutes * 60] }),
})

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
      body: Type.Object({ email: Email }, { additionalProperties: false, examples: [{ email: 'ada@example.com' }] }),
      status: 202,
      answer: CodeSent,
      refuses: [TooManyAttempts],
      async handle({ body, address }) {
        const request = { email: normalEmail(body.email), address }
        const outcome = await doors.system(work, (scope) => requestCode(scope, parts, request))
        if ('retryAfterSeconds' in outcome) throw tooMany(outcome.retryAfterSeconds)
        // Not awaited: how long a delivery takes would tell that there was one.
        if (outcome.mail) sendMail(outcome.mail).catch(onError)
        return { expires_in: codeMinutes * 60 }
      },
    }),
    publicRoute({
      operation: 'auth.verify',
      method: 'POST',
      path: '/auth/verify',
      tag,
      summary: 'Log in with the code',
      body: Type.Object(
        { email: Email, code: Type.String({ pattern: '^[0-9]{6}$', examples: ['123456'] }) },
        { additionalProperties: false, examples: [{ email: 'ada@example.com', code: '123456' }] },
      ),
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

function tooMany(seconds: number) {
  return TooManyAttempts(undefined, { headers: { 'retry-after': String(seconds) } })
}
