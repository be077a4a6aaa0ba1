import { createTransport } from 'nodemailer'
import type { SendMail } from './mail.ts'

export interface SmtpSettings {
  host: string
  port: number
  /** How the connection is kept secret: from its start, upgraded by STARTTLS (refused when not offered), or not at all. */
  security: 'tls' | 'starttls' | 'none'
  user: string | undefined
  password: string | undefined
  /** Address the mails come from. */
  sender: string
}

/** Hands mails to an SMTP server; rejects when it does not take them. */
export function smtp({ host, port, security, user, password, sender }: SmtpSettings): SendMail {
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
  })
  const senderAddress = /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender
  return async ({ to, senderName, subject, text }) => {
    // As objects, so that what a tenant is called and where a mail goes are taken as they are and never parsed.
    const from = senderName === undefined ? sender : { name: senderName, address: senderAddress }
    await transport.sendMail({ from, to: { name: '', address: to }, subject, text })
  }
}
