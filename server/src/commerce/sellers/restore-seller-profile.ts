import type { Scope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import { SellerProfileNotDeleted } from './refusals.ts'
import type { SellerProfile } from './seller-profile.ts'
import { lockSellerProfile, setSellerProfileDeletion } from './store.ts'

/** Brings a deleted profile back. */
export async function restoreSellerProfile(scope: Scope, id: string): Promise<SellerProfile> {
  const profile = await scope.first(lockSellerProfile, { id }, { isDeleted: true })
  if (!profile) throw SellerProfileNotDeleted()
  const restored = { ...profile, ...changedRow(scope, profile) }
  scope.write(setSellerProfileDeletion, { ...restored, deleted_at: null, deleted_by: null })
  return restored
}
