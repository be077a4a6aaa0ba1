import { createSecretKey, type KeyObject } from 'node:crypto'
import { deriveKey } from '@stoa/tenancy'

/** Keys of identity, one per purpose, so that what one signs can never pass for what another signs. */
export interface IdentityKeys {
  accessToken: KeyObject
  refreshToken: KeyObject
  loginCode: KeyObject
}

/** Derives them from the deployment's secret: a new secret ends every session. */
export function deriveKeys(secretKey: string): IdentityKeys {
  return {
    accessToken: keyFor(secretKey, 'access token'),
    refreshToken: keyFor(secretKey, 'refresh token'),
    loginCode: keyFor(secretKey, 'login code'),
  }
}

function keyFor(secretKey: string, purpose: string): KeyObject {
  return createSecretKey(deriveKey(secretKey, `identity ${purpose}`))
}
