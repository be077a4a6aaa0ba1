import type { Scope } from '@stoa/tenancy'
import { findActingSeller } from '../sellers/acting-seller.ts'
import type { Product } from './product.ts'
import { lockProduct } from './store.ts'

/** The product, held until the work ends; undefined when it is missing or another seller's than the actor's. */
export async function lockOwnProduct(
  scope: Scope,
  id: string,
  shape: { isDeleted: boolean },
): Promise<Product | undefined> {
  const [product, seller] = await Promise.all([scope.first(lockProduct, { id }, shape), findActingSeller(scope)])
  return seller === undefined || product?.seller_id === seller ? product : undefined
}
