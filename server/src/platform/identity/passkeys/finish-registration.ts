import type { RefusalType, SystemScope } from '@stoa/tenancy'
import { type ActingUser, newId } from '#platform/contract'
import { answeredChallenge } from './challenge.ts'
import { mostPasskeys, type Passkey, type StoredPasskey } from './passkey.ts'
import type { PasskeySettings } from './passkey-settings.ts'
import { PasskeyExists, RegistrationRefused, TooManyPasskeys } from './refusals.ts'
import { credentialsOf, insertPasskey, lockOwner, takeChallenge } from './store.ts'
import { verifyRegistered } from './webauthn.ts'
import type { RegisteredCredential } from './webauthn-json.ts'

/** What the person's browser comes back with. */
export interface Registration {
  name: string
  credential: RegisteredCredential
}

/** The new passkey, or why there is none. The challenge is used up either way, so only the caller of the whole work may refuse. */
export type FinishedRegistration = { refusal: RefusalType } | { passkey: Passkey; email: string }

/** Adds the passkey that an authenticator made for the person, in the session that asked for it. */
export async function finishRegistration(
  scope: SystemScope,
  { settings, user }: { settings: PasskeySettings; user: ActingUser },
  { name, credential }: Registration,
): Promise<FinishedRegistration> {
  const challenge = answeredChallenge(credential)
  if (!challenge) return { refusal: RegistrationRefused }
  const [taken, owner, credentials] = await Promise.all([
    scope.first(takeChallenge, { challenge, purpose: 'registration', now: scope.now }),
    scope.first(lockOwner, { user_id: user.id }),
    scope.all(credentialsOf, { user_id: user.id }),
  ])
  if (!owner || taken?.user_id !== user.id || taken.session_id !== user.sessionId) {
    return { refusal: RegistrationRefused }
  }
  if (credentials.length >= mostPasskeys) return { refusal: TooManyPasskeys }
  const registered = await verifyRegistered(settings, challenge, credential)
  if (!registered) return { refusal: RegistrationRefused }
  const passkey: StoredPasskey = {
    id: newId(),
    user_id: user.id,
    name,
    credential_id: Buffer.from(credential.id, 'base64url'),
    public_key: registered.publicKey,
    sign_count: registered.signCount,
    transports: [...new Set(credential.response.transports)],
    device_type: registered.deviceType,
    is_backed_up: registered.isBackedUp,
    created_at: scope.now,
    last_used_at: null,
  }
  const inserted = await scope.first(insertPasskey, passkey)
  return inserted ? { passkey, email: owner.email } : { refusal: PasskeyExists }
}
