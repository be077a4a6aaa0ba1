import type { SystemScope } from '@stoa/tenancy'
import type { IdentityParts } from '../parts.ts'
import { openSession } from '../sessions/open-session.ts'
import type { Device } from '../sessions/session.ts'
import { standingByEmail } from '../tokens/standing.ts'
import type { IssuedTokens } from '../tokens/token-desk.ts'
import { type TriedCode, tryCode } from './try-code.ts'

export type VerifyOutcome = { verdict: 'logged_in'; tokens: IssuedTokens } | Exclude<TriedCode, { verdict: 'right' }>

/** Logs a person in by the code sent to them. */
export async function verifyCode(
  scope: SystemScope,
  parts: Pick<IdentityParts, 'desk' | 'keys' | 'limits'>,
  { email, code, device }: { email: string; code: string; device: Device },
): Promise<VerifyOutcome> {
  const applicant = { kind: 'user', subject: email, address: device.address } as const
  const [tried, person] = await Promise.all([
    tryCode(scope, parts, applicant, code),
    scope.first(standingByEmail, { email }),
  ])
  if (tried.verdict !== 'right') return tried
  if (person?.status !== 'active') return { verdict: 'refused' }
  return { verdict: 'logged_in', tokens: openSession(scope, parts.desk, person, device) }
}
