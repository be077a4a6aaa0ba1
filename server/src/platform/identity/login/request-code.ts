import type { SystemScope } from '@stoa/tenancy'
import type { Mail } from '../mail/mail.ts'
import type { IdentityParts } from '../parts.ts'
import { standingByEmail } from '../tokens/standing.ts'
import { codeMinutes, hashCode, newLoginCode } from './login-code.ts'
import { networkOf, spend } from './login-limits.ts'
import { putCode, sweepCodes, sweepLimits } from './store.ts'

/** What comes of asking for a code: how long to wait, or the mail to send, which only somebody we know gets. */
export type CodeRequest = { retryAfterSeconds: number } | { mail: Mail | undefined }

/**
 * Makes the login code of an address. Known or not, the same statements run and the same answer is given, so that
 * nobody learns who is here.
 */
export async function requestCode(
  scope: SystemScope,
  { keys, limits }: Pick<IdentityParts, 'keys' | 'limits'>,
  { email, address }: { email: string; address: string },
): Promise<CodeRequest> {
  const [retryAfterSeconds, person] = await Promise.all([
    spend(scope, [
      { key: `codes from ${networkOf(address)}`, allowed: limits.codesPerAddress },
      { key: `codes to ${email}`, allowed: limits.codesPerEmail },
    ]),
    scope.first(standingByEmail, { email }),
  ])
  if (retryAfterSeconds > 0) return { retryAfterSeconds }
  const code = newLoginCode()
  const expires_at = new Date(Date.parse(scope.now) + codeMinutes * 60_000).toISOString()
  scope.write(putCode, { email, id: code.id, code_hash: hashCode(keys.loginCode, code), attempts: 0, expires_at })
  scope.write(sweepCodes, { now: scope.now })
  scope.write(sweepLimits, { now: scope.now })
  return { mail: person?.status === 'active' ? codeMail(email, code.code) : undefined }
}

function codeMail(to: string, code: string): Mail {
  return {
    to,
    subject: `${code} is your login code`,
    text: `Your login code is ${code}. It is valid for ${codeMinutes} minutes and can be used once.\n\nIf you did not ask for it, somebody may have mistyped their address; you need not do anything.`,
  }
}
