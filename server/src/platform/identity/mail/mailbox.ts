import type { Mail, SendMail } from './mail.ts'

/** Mails kept; the oldest makes room. */
const kept = 200

export interface ReceivedMail extends Mail {
  sent_at: string
}

/** Where mails go in development: kept in memory, read at `GET /dev/mailbox`, delivered to nobody. */
export interface Mailbox {
  send: SendMail
  /** Mails to this address, newest first. */
  mailsTo(address: string): ReceivedMail[]
}

export function createMailbox(clock: () => Date = () => new Date()): Mailbox {
  const mails: ReceivedMail[] = []
  return {
    async send(mail) {
      mails.unshift({ ...mail, sent_at: clock().toISOString() })
      mails.length = Math.min(mails.length, kept)
    },
    mailsTo: (address) => mails.filter((mail) => mail.to === address.toLowerCase()),
  }
}
