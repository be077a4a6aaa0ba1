import { createSecretKey, type KeyObject } from 'node:crypto'
import { deriveKey } from '@stoa/tenancy'

/** Keys of identity, one per purpose, so that what one signs can never pass for what another signs. */
export interface IdentityKeys {
  accessToken: KeyObject
  refreshToken: KeyObject
  humanAccessToken: KeyObject
  humanRefreshToken: KeyObject
  loginCode: KeyObject
  passkeyDecoy: KeyObject
}

/** Keys that access tokens are signed with instead of the secret, as the configuration gives them. */
export interface AccessTokenKeys {
  /** Ed25519 or P-256; undefined: the secret signs. */
  signing: KeyObject | undefined
  /** Public keys whose tokens are good as well: the one that signed until lately, or the one that will. */
  others: readonly KeyObject[]
}

/** Derives them from the deployment's secret: a new secret ends every session. */
export function deriveKeys(secretKey: string): IdentityKeys {
  return {
    accessToken: keyFor(secretKey, 'access token'),
    refreshToken: keyFor(secretKey, 'refresh token'),
    humanAccessToken: keyFor(secretKey, 'human access token'),
    humanRefreshToken: keyFor(secretKey, 'human refresh token'),
    loginCode: keyFor(secretKey, 'login code'),
    passkeyDecoy: keyFor(secretKey, 'passkey decoy'),
  }
}

function keyFor(secretKey: string, purpose: string): KeyObject {
  return createSecretKey(deriveKey(secretKey, `identity ${purpose}`))
}
