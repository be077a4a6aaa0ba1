import { createHmac, type KeyObject } from 'node:crypto'
import type { CredentialDescriptor } from './webauthn-json.ts'

/** What authenticators in use make: length of the id in bytes, and how they are reached. */
const kinds: readonly { length: number; transports: string[] }[] = [
  { length: 16, transports: ['hybrid', 'internal'] },
  { length: 20, transports: ['hybrid', 'internal'] },
  { length: 32, transports: ['internal'] },
  { length: 48, transports: ['nfc', 'usb'] },
]

/**
 * Credentials for an address that has none: one or two, the same whenever it is asked for, so that neither one answer nor
 * two of them tell whether anybody has the address.
 */
export function decoyCredentials(key: KeyObject, email: string): CredentialDescriptor[] {
  const digestOf = (purpose: string) => createHmac('sha512', key).update(`${purpose} ${email}`).digest()
  const count = digestOf('count')[0]! < 192 ? 1 : 2
  return Array.from({ length: count }, (_, index) => {
    const { length, transports } = kinds[digestOf(`kind ${index}`)[0]! % kinds.length]!
    return { id: digestOf(`id ${index}`).subarray(0, length).toString('base64url'), type: 'public-key', transports }
  })
}
