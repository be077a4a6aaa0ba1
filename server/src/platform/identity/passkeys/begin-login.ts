import type { SystemScope } from '@stoa/tenancy'
import { networkOf, spend } from '../login/login-limits.ts'
import type { IdentityParts } from '../parts.ts'
import { challengeSeconds, issueChallenge } from './challenge.ts'
import { decoyCredentials } from './decoys.ts'
import type { PasskeySettings } from './passkey-settings.ts'
import { credentialsByEmail } from './store.ts'
import type { CredentialDescriptor, RequestOptions } from './webauthn-json.ts'

export type BegunLogin = { retryAfterSeconds: number } | { options: RequestOptions }

/** What an authenticator needs to log somebody in: whoever it knows here, or whoever has the address that was given. */
export async function beginLogin(
  scope: SystemScope,
  { keys, limits }: Pick<IdentityParts, 'keys' | 'limits'>,
  { settings, email, address }: { settings: PasskeySettings; email: string | undefined; address: string },
): Promise<BegunLogin> {
  const uses = [{ key: `passkey logins from ${networkOf(address)}`, allowed: limits.passkeyLoginsPerAddress }]
  if (email !== undefined) {
    uses.push({ key: `passkey logins as ${email}`, allowed: limits.passkeyLoginsPerEmail })
  }
  const [retryAfterSeconds, allowCredentials] = await Promise.all([
    spend(scope, uses),
    email === undefined ? [] : credentialsFor(scope, keys, email),
  ])
  if (retryAfterSeconds > 0) return { retryAfterSeconds }
  const purpose = { purpose: 'login', user_id: null, session_id: null, email: email ?? null } as const
  const challenge = issueChallenge(scope, purpose)
  return {
    options: {
      challenge: challenge.toString('base64url'),
      rpId: settings.rpId,
      timeout: challengeSeconds * 1000,
      allowCredentials,
      userVerification: 'required',
    },
  }
}

async function credentialsFor(
  scope: SystemScope,
  keys: IdentityParts['keys'],
  email: string,
): Promise<CredentialDescriptor[]> {
  const found = await scope.all(credentialsByEmail, { email })
  if (found.length === 0) return decoyCredentials(keys.passkeyDecoy, email)
  return found.map(({ credential_id, transports }) => ({
    id: credential_id.toString('base64url'),
    type: 'public-key',
    transports,
  }))
}
