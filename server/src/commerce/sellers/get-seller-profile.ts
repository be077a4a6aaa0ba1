import type { Scope } from '@stoa/tenancy'
import { SellerProfileNotFound } from './refusals.ts'
import type { SellerProfile } from './seller-profile.ts'
import { findSellerProfile } from './store.ts'

export async function getSellerProfile(scope: Scope, id: string): Promise<SellerProfile> {
  const profile = await scope.first(findSellerProfile, { id })
  if (!profile) throw SellerProfileNotFound()
  return profile
}
