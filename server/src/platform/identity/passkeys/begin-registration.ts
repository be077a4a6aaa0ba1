import type { SystemScope } from '@stoa/tenancy'
import type { ActingUser } from '#platform/contract'
import { spend } from '../login/login-limits.ts'
import type { IdentityParts } from '../parts.ts'
import { challengeSeconds, issueChallenge } from './challenge.ts'
import { mostPasskeys, userHandle } from './passkey.ts'
import type { PasskeySettings } from './passkey-settings.ts'
import { LoginNotRecent, TooManyPasskeys } from './refusals.ts'
import { credentialsOf, findLogin, findOwner } from './store.ts'
import { algorithms } from './webauthn.ts'
import type { CreationOptions } from './webauthn-json.ts'

/** How old the login may be with which somebody adds a passkey. */
const recentMs = 10 * 60_000

export type BegunRegistration = { retryAfterSeconds: number } | { options: CreationOptions }

/**
 * What an authenticator needs to make a passkey. The session must have begun a moment ago: a token that somebody picked up
 * would else become a way in for good.
 */
export async function beginRegistration(
  scope: SystemScope,
  { limits }: Pick<IdentityParts, 'limits'>,
  { settings, user }: { settings: PasskeySettings; user: ActingUser },
): Promise<BegunRegistration> {
  const [retryAfterSeconds, login, owner, credentials] = await Promise.all([
    spend(scope, [{ key: `passkey registrations of ${user.id}`, allowed: limits.passkeysPerUser }]),
    scope.first(findLogin, { session_id: user.sessionId, user_id: user.id }),
    scope.first(findOwner, { user_id: user.id }),
    scope.all(credentialsOf, { user_id: user.id }),
  ])
  if (retryAfterSeconds > 0) return { retryAfterSeconds }
  if (!owner || !login || Date.parse(scope.now) - Date.parse(login.created_at) > recentMs) throw LoginNotRecent()
  if (credentials.length >= mostPasskeys) throw TooManyPasskeys()
  const purpose = { purpose: 'registration', user_id: user.id, session_id: user.sessionId, email: null } as const
  const challenge = issueChallenge(scope, purpose)
  return {
    options: {
      challenge: challenge.toString('base64url'),
      rp: { id: settings.rpId, name: settings.rpName },
      user: { id: userHandle(owner.id).toString('base64url'), name: owner.email, displayName: owner.name },
      pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
      timeout: challengeSeconds * 1000,
      attestation: 'none',
      excludeCredentials: credentials.map(({ credential_id, transports }) => ({
        id: credential_id.toString('base64url'),
        type: 'public-key',
        transports,
      })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    },
  }
}
