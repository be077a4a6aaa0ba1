import type { Scope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import { getLockedApiKey } from './lock-api-key.ts'
import { announceKey } from './notices.ts'
import { revoke } from './store.ts'

/** Ends a key for good. It stays in the list, so that it is known who had which. */
export async function revokeApiKey(scope: Scope, id: string, expectedVersion?: number): Promise<void> {
  const key = await getLockedApiKey(scope, id, expectedVersion)
  const revocation = { revoked_at: scope.now, revoked_by: scope.actor.id ?? null }
  scope.write(revoke, { ...key, ...changedRow(scope, key), ...revocation })
  scope.write(announceKey, { id })
}
