import type { SystemScope } from '@stoa/tenancy'
import { networkOf, spend } from '../login/login-limits.ts'
import type { IdentityParts } from '../parts.ts'
import { openSession } from '../sessions/open-session.ts'
import type { Device } from '../sessions/session.ts'
import { standingByPasskey } from '../tokens/standing.ts'
import type { IssuedTokens } from '../tokens/token-desk.ts'
import { answeredChallenge } from './challenge.ts'
import { isCopied, userHandle } from './passkey.ts'
import type { PasskeySettings } from './passkey-settings.ts'
import { lockPasskey, takeChallenge, updateUsed } from './store.ts'
import { verifyAsserted } from './webauthn.ts'
import type { AssertedCredential } from './webauthn-json.ts'

export interface LoginAnswer {
  settings: PasskeySettings
  credential: AssertedCredential
  device: Device
}

/** What comes of an answer. What was spent stays spent, so only the caller of the whole work may refuse. */
export type FinishedLogin = { retryAfterSeconds: number } | { tokens: IssuedTokens | undefined }

/** Logs in whoever answers a challenge with a passkey of theirs; without tokens where they are refused, whatever the reason. */
export async function finishLogin(
  scope: SystemScope,
  parts: Pick<IdentityParts, 'desk' | 'limits' | 'onSecurityEvent'>,
  answer: LoginAnswer,
): Promise<FinishedLogin> {
  const network = networkOf(answer.device.address)
  const tries = { key: `passkey tries from ${network}`, allowed: parts.limits.triesPerAddress }
  const retryAfterSeconds = await spend(scope, [tries])
  if (retryAfterSeconds > 0) return { retryAfterSeconds }
  return { tokens: await logIn(scope, parts, answer) }
}

async function logIn(
  scope: SystemScope,
  { desk, onSecurityEvent }: Pick<IdentityParts, 'desk' | 'onSecurityEvent'>,
  { settings, credential, device }: LoginAnswer,
): Promise<IssuedTokens | undefined> {
  const challenge = answeredChallenge(credential)
  if (!challenge) return undefined
  const credential_id = Buffer.from(credential.id, 'base64url')
  const [taken, passkey, person] = await Promise.all([
    scope.first(takeChallenge, { challenge, purpose: 'login', now: scope.now }),
    scope.first(lockPasskey, { credential_id }),
    scope.first(standingByPasskey, { credential_id }),
  ])
  if (!taken || !passkey || person?.status !== 'active') return undefined
  if (!isMeant(taken, person, credential.response.userHandle)) return undefined
  const asserted = await verifyAsserted(settings, challenge, passkey, credential)
  if (!asserted) return undefined
  if (isCopied(passkey, asserted.signCount)) {
    const event = { passkeyId: passkey.id, userId: person.id, address: device.address }
    scope.afterCommit(() => onSecurityEvent({ code: 'identity.passkey_copied', ...event }))
    return undefined
  }
  const { signCount: sign_count, isBackedUp: is_backed_up } = asserted
  scope.write(updateUsed, { id: passkey.id, sign_count, is_backed_up, last_used_at: scope.now })
  return openSession(scope, desk, person, device)
}

/** Whether the challenge was for this person: for their address, or for whomever the authenticator names. */
function isMeant(
  challenge: { email: string | null },
  person: { id: string; email: string },
  handle: string | null | undefined,
): boolean {
  if (challenge.email !== null && challenge.email !== person.email) return false
  if (handle == null) return challenge.email !== null
  return userHandle(person.id).equals(Buffer.from(handle, 'base64url'))
}
