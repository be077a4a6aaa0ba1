import type { Mail } from '../mail/mail.ts'

/** What happened to a passkey, for the one whose it is. */
interface Happening {
  to: string
  name: string
  address: string
}

export function addedMail({ to, name, address }: Happening): Mail {
  return {
    to,
    subject: 'A passkey was added',
    text: `The passkey “${name}” was added from ${address}. Whoever has it can log in as you, without a code by mail.\n\nIf that was not you, log in with a code, remove the passkey and end the sessions you do not know.`,
  }
}

export function removedMail({ to, name, address }: Happening): Mail {
  return {
    to,
    subject: 'A passkey was removed',
    text: `The passkey “${name}” was removed from ${address} and no longer logs anybody in. You can always log in with a code by mail.\n\nIf that was not you, log in with a code and end the sessions you do not know.`,
  }
}
