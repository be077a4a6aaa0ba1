import type { SystemScope } from '@stoa/tenancy'
import type { IdentityParts } from '../parts.ts'
import { codeMinutes, hashCode, type LoginCode, newLoginCode } from './login-code.ts'
import { networkOf, spend } from './login-limits.ts'
import { putCode, sweepCodes, sweepLimits } from './store.ts'

/** Who wants to log in, as far as a code is concerned. Each kind is counted by itself, so that none locks another out. */
export interface Applicant {
  kind: 'user' | 'human'
  /** What their one active code is kept under: a mail address; of a human, within a tenant. */
  subject: string
  /** The network address they come from. */
  address: string
}

/** A new code, or how long to wait for one. */
export type IssuedCode = { retryAfterSeconds: number } | LoginCode

/** Makes the code of an applicant, whoever they are: the same statements for those we know and those we do not. */
export async function issueCode(
  scope: SystemScope,
  { keys, limits }: Pick<IdentityParts, 'keys' | 'limits'>,
  { kind, subject, address }: Applicant,
): Promise<IssuedCode> {
  const retryAfterSeconds = await spend(scope, [
    { key: `${kind} codes from ${networkOf(address)}`, allowed: limits.codesPerAddress },
    { key: `${kind} codes to ${subject}`, allowed: limits.codesPerEmail },
  ])
  if (retryAfterSeconds > 0) return { retryAfterSeconds }
  const code = newLoginCode()
  const expires_at = new Date(Date.parse(scope.now) + codeMinutes * 60_000).toISOString()
  const code_hash = hashCode(keys.loginCode, code)
  scope.write(putCode, { email: subject, id: code.id, code_hash, attempts: 0, expires_at })
  scope.write(sweepCodes, { now: scope.now })
  scope.write(sweepLimits, { now: scope.now })
  return code
}
