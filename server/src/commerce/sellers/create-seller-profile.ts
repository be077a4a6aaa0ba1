import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import { requireUser } from './require-user.ts'
import { type NewSellerProfile, type SellerProfile, sellerProfileDefaults } from './seller-profile.ts'
import { insertSellerProfile } from './store.ts'

/** One round trip where no user is named: the row is known beforehand, and the unique indexes decide. */
export async function createSellerProfile(scope: Scope, request: NewSellerProfile): Promise<SellerProfile> {
  if (request.user_id) await requireUser(scope, request.user_id)
  const profile: SellerProfile = { ...newRow(scope), ...sellerProfileDefaults, ...request }
  scope.write(insertSellerProfile, profile)
  return profile
}
