import type { Scope } from '@stoa/tenancy'
import { SellerProfileNotDeleted } from './refusals.ts'
import { lockSellerProfile, removeSellerProfile } from './store.ts'

/** Removes a deleted profile for good and frees its slug. One that has products stays, also where they are deleted. */
export async function purgeSellerProfile(scope: Scope, id: string): Promise<void> {
  if (!(await scope.first(lockSellerProfile, { id }, { isDeleted: true }))) throw SellerProfileNotDeleted()
  scope.write(removeSellerProfile, { id })
}
