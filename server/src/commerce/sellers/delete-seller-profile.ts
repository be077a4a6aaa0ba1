import type { Scope } from '@stoa/tenancy'
import { changedRow, requireVersion } from '#platform/contract'
import { SellerProfileNotFound } from './refusals.ts'
import { lockSellerProfile, setSellerProfileDeletion } from './store.ts'

/** Takes the profile out of sight; its products stay, and it can be restored. */
export async function deleteSellerProfile(scope: Scope, id: string, expectedVersion?: number): Promise<void> {
  const profile = await scope.first(lockSellerProfile, { id }, { isDeleted: false })
  if (!profile) throw SellerProfileNotFound()
  requireVersion(profile, expectedVersion)
  const deletion = { deleted_at: scope.now, deleted_by: scope.actor.id ?? null }
  scope.write(setSellerProfileDeletion, { ...profile, ...changedRow(scope, profile), ...deletion })
}
