import type { SystemScope } from '@stoa/tenancy'
import type { IdentityParts } from '../parts.ts'
import { openSession } from '../sessions/open-session.ts'
import type { Device } from '../sessions/session.ts'
import { standingByEmail } from '../tokens/standing.ts'
import type { IssuedTokens } from '../tokens/token-desk.ts'
import { isCode } from './login-code.ts'
import { networkOf, spend } from './login-limits.ts'
import { deleteCode, spendAttempt } from './store.ts'

/** What comes of trying a code. What was spent stays spent, so only the caller of the whole work may refuse. */
export type VerifyOutcome =
  | { verdict: 'logged_in'; tokens: IssuedTokens }
  | { verdict: 'refused' }
  | { verdict: 'too_many'; retryAfterSeconds: number }

/** Logs a person in by the code sent to them. One of several who come with the same right code gets in. */
export async function verifyCode(
  scope: SystemScope,
  { desk, keys, limits }: Pick<IdentityParts, 'desk' | 'keys' | 'limits'>,
  { email, code, device }: { email: string; code: string; device: Device },
): Promise<VerifyOutcome> {
  const retryAfterSeconds = await spend(scope, [
    { key: `tries from ${networkOf(device.address)}`, allowed: limits.triesPerAddress },
  ])
  if (retryAfterSeconds > 0) return { verdict: 'too_many', retryAfterSeconds }
  const [active, person] = await Promise.all([
    scope.first(spendAttempt, { email, now: scope.now }),
    scope.first(standingByEmail, { email }),
  ])
  if (!active || !isCode(keys.loginCode, { id: active.id, code }, active.code_hash)) return { verdict: 'refused' }
  if (person?.status !== 'active') return { verdict: 'refused' }
  // Invariant: the attempt holds the code's row until the commit, so whoever comes next finds it gone.
  scope.write(deleteCode, { id: active.id, email })
  return { verdict: 'logged_in', tokens: openSession(scope, desk, person, device) }
}
