import type { Scope } from '@stoa/tenancy'
import { findActingSeller } from '../sellers/acting-seller.ts'
import { findSellerProfile } from '../sellers/store.ts'
import { SellerUnknown } from './refusals.ts'

/**
 * The seller of a product: for users of role `seller` always their own, for others the one they name, which must
 * be there and not deleted. Asks the database only when there is something to ask.
 */
export async function chooseSeller(scope: Scope, requested: string | null | undefined): Promise<string | null> {
  const own = await findActingSeller(scope)
  if (own !== undefined) {
    if (requested !== undefined && requested !== own) throw SellerUnknown()
    return own
  }
  if (!requested) return null
  if (!(await scope.first(findSellerProfile, { id: requested }))) throw SellerUnknown()
  return requested
}
