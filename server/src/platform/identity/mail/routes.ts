import { Type } from 'typebox'
import { publicRoute, type Route, Timestamp } from '#platform/contract'
import { Email, normalEmail } from '../email.ts'
import type { Mailbox } from './mailbox.ts'

const ReceivedMail = Type.Object({
  to: Type.String({ examples: ['ada@example.com'] }),
  subject: Type.String({ examples: ['123456 is your login code'] }),
  text: Type.String({ examples: ['Your login code is 123456.'] }),
  sent_at: Timestamp,
})

/** Reading what would have been mailed. Registered in development only: in production there is no such route. */
export function mailboxRoutes(mailbox: Mailbox): Route[] {
  return [
    publicRoute({
      operation: 'dev.read_mailbox',
      method: 'GET',
      path: '/dev/mailbox',
      isAtRoot: true,
      tag: 'Development',
      summary: 'Read the mails sent to an address, newest first',
      query: Type.Object({ to: Email }, { additionalProperties: false }),
      answer: Type.Object({ results: Type.Array(ReceivedMail) }),
      refuses: [],
      handle: async ({ query }) => ({ results: mailbox.mailsTo(normalEmail(query.to)) }),
    }),
  ]
}
