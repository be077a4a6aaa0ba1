/** A mail to one person. */
export interface Mail {
  to: string
  /** In whose name it comes; the sender's own where nobody is named. */
  senderName?: string
  subject: string
  text: string
}

/** Hands a mail to whoever delivers it; rejects when that fails. */
export type SendMail = (mail: Mail) => Promise<void>
