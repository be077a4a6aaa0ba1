import type { SystemScope } from '@stoa/tenancy'
import type { Mail } from '../mail/mail.ts'
import type { IdentityParts } from '../parts.ts'
import { standingByEmail } from '../tokens/standing.ts'
import { issueCode } from './issue-code.ts'
import { codeMinutes } from './login-code.ts'

/** What comes of asking for a code: how long to wait, or the mail to send, which only somebody we know gets. */
export type CodeRequest = { retryAfterSeconds: number } | { mail: Mail | undefined }

/**
 * Makes the login code of an address. Known or not, the same statements run and the same answer is given, so that
 * nobody learns who is here.
 */
export async function requestCode(
  scope: SystemScope,
  parts: Pick<IdentityParts, 'keys' | 'limits'>,
  { email, address }: { email: string; address: string },
): Promise<CodeRequest> {
  const [issued, person] = await Promise.all([
    issueCode(scope, parts, { kind: 'user', subject: email, address }),
    scope.first(standingByEmail, { email }),
  ])
  if ('retryAfterSeconds' in issued) return issued
  return { mail: person?.status === 'active' ? codeMail(email, issued.code) : undefined }
}

function codeMail(to: string, code: string): Mail {
  return {
    to,
    subject: `${code} is your login code`,
    text: `Your login code is ${code}. It is valid for ${codeMinutes} minutes and can be used once.\n\nIf you did not ask for it, somebody may have mistyped their address; you need not do anything.`,
  }
}
