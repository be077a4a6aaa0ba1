import type { Tenant } from '@stoa/tenancy'
import { codeMinutes } from '../login/login-code.ts'
import type { Mail } from '../mail/mail.ts'

/** The mail with a human's code, in the name of the tenant: of the platform they need not know. */
export function humanCodeMail({ name }: Tenant, to: string, code: string): Mail {
  return {
    to,
    senderName: name,
    subject: `${code} is your login code for ${name}`,
    text: `Your login code for ${name} is ${code}. It is valid for ${codeMinutes} minutes and can be used once.\n\nIf you did not ask for it, somebody may have mistyped their address; you need not do anything.\n\n${name}`,
  }
}
