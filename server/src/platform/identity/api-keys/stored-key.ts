import { timingSafeEqual } from 'node:crypto'
import type { ActingKey } from '#platform/contract'
import { networkCheck } from './networks.ts'
import { scopeCheck } from './scopes.ts'

/** As the database has it. */
export interface StoredKeyRow {
  id: string
  tenant_id: string
  kind: 'secret' | 'publishable'
  scopes: string[]
  allowed_addresses: string[]
  secret_hash: Buffer
  previous_hash: Buffer | null
  previous_until: string | null
  expires_at: string | null
  revoked_at: string | null
}

/** A key as it is kept in memory: nothing is worked out again at each use. Times are ms since 1970. */
export interface StoredKey {
  readonly actor: ActingKey
  readonly secretHash: Buffer
  readonly previousHash: Buffer | undefined
  readonly previousUntil: number
  readonly expiresAt: number
  readonly isRevoked: boolean
  readonly isAllowedFrom: ((address: string) => boolean) | undefined
}

export function storedKey(row: StoredKeyRow): StoredKey {
  const isPublishable = row.kind === 'publishable'
  const { id, tenant_id: tenantId } = row
  return {
    actor: Object.freeze({ kind: 'api_key', id, tenantId, isPublishable, may: scopeCheck(row.scopes) }),
    secretHash: row.secret_hash,
    previousHash: row.previous_hash ?? undefined,
    previousUntil: row.previous_until === null ? 0 : Date.parse(row.previous_until),
    expiresAt: row.expires_at === null ? Infinity : Date.parse(row.expires_at),
    isRevoked: row.revoked_at !== null,
    isAllowedFrom: row.allowed_addresses.length > 0 ? networkCheck(row.allowed_addresses) : undefined,
  }
}

/** Which secret of the key a text is, if any. */
export function secretShown(key: StoredKey, hash: Buffer): 'current' | 'previous' | undefined {
  if (timingSafeEqual(hash, key.secretHash)) return 'current'
  return key.previousHash && timingSafeEqual(hash, key.previousHash) ? 'previous' : undefined
}
