import type { SystemScope } from '@stoa/tenancy'
import type { ActingUser } from '#platform/contract'
import type { IdentityParts } from '../parts.ts'
import { removedMail } from './mails.ts'
import { PasskeyNotFound } from './refusals.ts'
import { deletePasskey } from './store.ts'

/** Removes a passkey of the person, the last one too: a mailed code always lets them in. Somebody else's is not there. */
export async function removePasskey(
  scope: SystemScope,
  { sendMail, onError }: Pick<IdentityParts, 'sendMail' | 'onError'>,
  { id, user, address }: { id: string; user: ActingUser; address: string },
): Promise<void> {
  const removed = await scope.first(deletePasskey, { id, user_id: user.id })
  if (!removed) throw PasskeyNotFound()
  scope.afterCommit(() => {
    sendMail(removedMail({ to: user.email, name: removed.name, address })).catch(onError)
  })
}
