/** A mail to one person. */
export interface Mail {
  to: string
  subject: string
  text: string
}

/** Hands a mail to whoever delivers it; rejects when that fails. */
export type SendMail = (mail: Mail) => Promise<void>
