import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import { type NewSellerProfile, type SellerProfile, sellerProfileDefaults } from './seller-profile.ts'
import { insertSellerProfile } from './store.ts'

/** One round trip: the row is known beforehand, and the unique indexes decide whether it may exist. */
export async function createSellerProfile(scope: Scope, request: NewSellerProfile): Promise<SellerProfile> {
  const profile: SellerProfile = { ...newRow(scope), ...sellerProfileDefaults, ...request }
  scope.write(insertSellerProfile, profile)
  return profile
}
