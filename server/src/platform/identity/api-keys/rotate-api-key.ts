import type { Scope } from '@stoa/tenancy'
import { changedRow, type Role } from '#platform/contract'
import type { Rotation, ShownApiKey } from './api-key.ts'
import { hashKey, writeKey } from './key-text.ts'
import { getLockedApiKey } from './lock-api-key.ts'
import { announceKey } from './notices.ts'
import { type Grants, requireGrantable } from './scopes.ts'
import { replaceSecret } from './store.ts'

/**
 * Makes the next secret of a key, and says it this once. The one of now is taken for the overlap beside it, one that was
 * on its way out already is not any more. Whoever rotates holds the key then, so it must not go beyond their role.
 */
export async function rotateApiKey(
  scope: Scope,
  grants: Grants,
  role: Role,
  id: string,
  { overlap_seconds }: Rotation,
  expectedVersion?: number,
): Promise<ShownApiKey> {
  const locked = await getLockedApiKey(scope, id, expectedVersion)
  requireGrantable(grants, role, locked.scopes)
  const previous_until = new Date(Date.parse(scope.now) + overlap_seconds * 1000).toISOString()
  const next = { ...locked, ...changedRow(scope, locked), previous_until }
  const key = writeKey(next.kind, id)
  scope.write(replaceSecret, { ...next, secret_hash: hashKey(key) })
  scope.write(announceKey, { id })
  return { ...next, key }
}
