import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow, requireVersion } from '#platform/contract'
import { findActingSeller, mayChooseUser } from './acting-seller.ts'
import { SellerProfileNotFound, SellerUserFixed } from './refusals.ts'
import { requireUser } from './require-user.ts'
import { type SellerProfile, SellerProfileFields, type SellerProfilePatch } from './seller-profile.ts'
import { lockSellerProfile, replaceSellerProfile } from './store.ts'

export async function updateSellerProfile(
  scope: Scope,
  id: string,
  patch: SellerProfilePatch,
  expectedVersion?: number,
): Promise<SellerProfile> {
  const [profile, seller] = await Promise.all([
    scope.first(lockSellerProfile, { id }, { isDeleted: false }),
    findActingSeller(scope),
  ])
  if (!profile || (seller && seller !== profile.id)) throw SellerProfileNotFound()
  requireVersion(profile, expectedVersion)
  const changed = { ...applyPatch(SellerProfileFields, profile, patch), ...changedRow(scope, profile) }
  if (changed.user_id !== profile.user_id) {
    if (!mayChooseUser(scope)) throw SellerUserFixed()
    if (changed.user_id) await requireUser(scope, changed.user_id)
  }
  scope.write(replaceSellerProfile, changed)
  return changed
}
