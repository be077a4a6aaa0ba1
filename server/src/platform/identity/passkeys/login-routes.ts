import { type Static, Type } from 'typebox'
import { publicRoute, type Route } from '#platform/contract'
import { Email, normalEmail } from '../email.ts'
import { tooMany } from '../login/schemas.ts'
import type { IdentityParts } from '../parts.ts'
import { TooManyAttempts } from '../refusals.ts'
import { IssuedTokens } from '../tokens/token-desk.ts'
import { beginLogin } from './begin-login.ts'
import { challengeSeconds } from './challenge.ts'
import { finishLogin } from './finish-login.ts'
import type { PasskeySettings } from './passkey-settings.ts'
import { PasskeyRefused } from './refusals.ts'
import { expiresIn } from './routes.ts'
import { AssertedCredential, RequestOptions } from './webauthn-json.ts'

const tag = 'Passkeys'
const work = { actor: { kind: 'anonymous' }, mode: 'write' } as const

const LoginAsked = Type.Object(
  { email: Type.Optional(Email) },
  { additionalProperties: false, examples: [{ email: 'ada@example.com' }] },
)

const credentialExample = {
  id: 'AZnA3noafD2OT1prfI2eDw',
  rawId: 'AZnA3noafD2OT1prfI2eDw',
  type: 'public-key',
  response: {
    clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0',
    authenticatorData: 'SZYN5YgO',
    signature: 'MEUCIQDx3T2i',
  },
} satisfies Static<typeof AssertedCredential>

const LoginAnswered = Type.Object(
  { credential: AssertedCredential },
  { additionalProperties: false, examples: [{ credential: credentialExample }] },
)

/**
 * Logging in with a passkey. What a refused request used up must stay used up, so the work is a transaction of its own,
 * and the refusal comes after it.
 */
export function passkeyLoginRoutes(parts: IdentityParts, settings: PasskeySettings): Route[] {
  const { doors } = parts
  return [
    publicRoute({
      operation: 'passkey_auth.login',
      method: 'POST',
      path: '/auth/passkey/login',
      tag,
      summary: 'Begin to log in with a passkey',
      description:
        'For `navigator.credentials.get`. Without an address the authenticator offers whom it knows. The answer has the ' +
        'same form whether anybody has the address or not.',
      body: LoginAsked,
      answer: Type.Object({ public_key: RequestOptions, expires_in: expiresIn }),
      refuses: [TooManyAttempts],
      async handle({ body, address }) {
        const email = body.email === undefined ? undefined : normalEmail(body.email)
        const begun = await doors.system(work, (scope) => beginLogin(scope, parts, { settings, email, address }))
        if ('retryAfterSeconds' in begun) throw tooMany(begun.retryAfterSeconds)
        return { public_key: begun.options, expires_in: challengeSeconds }
      },
    }),
    publicRoute({
      operation: 'passkey_auth.verify',
      method: 'POST',
      path: '/auth/passkey/verify',
      tag,
      summary: 'Log in with what the passkey answered',
      body: LoginAnswered,
      answer: IssuedTokens,
      refuses: [PasskeyRefused, TooManyAttempts],
      async handle({ body, address, userAgent }) {
        const answer = { settings, credential: body.credential, device: { address, userAgent } }
        const finished = await doors.system(work, (scope) => finishLogin(scope, parts, answer))
        if ('retryAfterSeconds' in finished) throw tooMany(finished.retryAfterSeconds)
        if (!finished.tokens) throw PasskeyRefused()
        return finished.tokens
      },
    }),
  ]
}
