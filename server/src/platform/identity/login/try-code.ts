import type { SystemScope } from '@stoa/tenancy'
import type { IdentityParts } from '../parts.ts'
import type { Applicant } from './issue-code.ts'
import { isCode } from './login-code.ts'
import { networkOf, spend } from './login-limits.ts'
import { deleteCode, spendAttempt } from './store.ts'

/** What comes of trying a code. What was spent stays spent, so only the caller of the whole work may refuse. */
export type TriedCode =
  | { verdict: 'right' }
  | { verdict: 'refused' }
  | { verdict: 'too_many'; retryAfterSeconds: number }

/** Tries the code of an applicant. A right one is used up with it: of several who come with it one gets in. */
export async function tryCode(
  scope: SystemScope,
  { keys, limits }: Pick<IdentityParts, 'keys' | 'limits'>,
  { kind, subject, address }: Applicant,
  code: string,
): Promise<TriedCode> {
  const retryAfterSeconds = await spend(scope, [
    { key: `${kind} tries from ${networkOf(address)}`, allowed: limits.triesPerAddress },
  ])
  if (retryAfterSeconds > 0) return { verdict: 'too_many', retryAfterSeconds }
  const active = await scope.first(spendAttempt, { email: subject, now: scope.now })
  if (!active || !isCode(keys.loginCode, { id: active.id, code }, active.code_hash)) return { verdict: 'refused' }
  // Invariant: the attempt holds the code's row until the commit, so whoever comes next finds it gone.
  scope.write(deleteCode, { id: active.id, email: subject })
  return { verdict: 'right' }
}
