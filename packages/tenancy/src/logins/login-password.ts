import { createHmac, randomBytes } from 'node:crypto'
import { bindingKeyId } from '../binding/signer.ts'
import { scramVerifier } from '../roles/scram.ts'

/** An order to give a login a password: what `tenancy.set_login_password` takes beside the tenant and the login. */
export interface PasswordOrder {
  verifier: string
  /** Until when it is carried out, in seconds since 1970. */
  expires: number
  key_id: string
  mac: string
}

/** How long an order holds; it is given in the moment it is made. */
const lifeSeconds = 60

/** A password nobody chose: 256 bits, in letters that stand in a URL as they are. */
export function newPassword(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Orders that a login of a tenant gets a password. The database learns what verifies it and never the password; it
 * believes the order because it is signed, so SQL smuggled into the tenant's queries gives none.
 * @param key the key that signs bindings
 */
export function orderPassword(key: Buffer, tenantId: string, login: string, password: string): PasswordOrder {
  const verifier = scramVerifier(password)
  const expires = Math.floor(Date.now() / 1000) + lifeSeconds
  const mac = createHmac('sha256', key).update(`login ${tenantId} ${login} ${verifier} ${expires}`).digest('hex')
  return { verifier, expires, key_id: bindingKeyId(key), mac }
}
