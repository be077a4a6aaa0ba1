import { type Static, Type } from 'typebox'
import { Id, nullable, oneOf, Timestamp, text } from '#platform/contract'
import { Transport } from './webauthn-json.ts'

/** Passkeys of one person. */
export const mostPasskeys = 20

export const deviceTypes = ['single_device', 'multi_device'] as const
export type DeviceType = (typeof deviceTypes)[number]

export const PasskeyName = text(120, { examples: ['Phone'] })

/** A passkey as its owner sees it. */
export const Passkey = Type.Object({
  id: Id,
  name: PasskeyName,
  transports: Type.Array(Transport, { description: 'How its authenticator is reached, as far as it says.' }),
  device_type: oneOf(deviceTypes),
  is_backed_up: Type.Boolean({ description: 'Whether it was copied to where its device is no longer needed.' }),
  created_at: Timestamp,
  last_used_at: nullable(Timestamp),
})
export type Passkey = Static<typeof Passkey>

/** What is kept of a passkey to know it again. */
export interface StoredPasskey extends Passkey {
  user_id: string
  credential_id: Buffer
  public_key: Buffer
  sign_count: number
}

/**
 * Whether the number of signatures shows that there are two of one authenticator: it grows with each, unless the
 * authenticator does not count, as those that synchronise do not.
 */
export function isCopied(passkey: Pick<StoredPasskey, 'sign_count'>, signCount: number): boolean {
  return (signCount > 0 || passkey.sign_count > 0) && signCount <= passkey.sign_count
}

/** Somebody as authenticators know them. */
export function userHandle(userId: string): Buffer {
  return Buffer.from(userId.replaceAll('-', ''), 'hex')
}
