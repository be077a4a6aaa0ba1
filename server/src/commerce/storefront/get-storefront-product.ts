import type { Scope } from '@stoa/tenancy'
import { ProductNotFound } from '../catalogue/refusals.ts'
import { findStorefrontProduct } from './store.ts'
import type { StorefrontProduct } from './storefront-product.ts'

/** A product that buyers may see; every other is not there. */
export async function getStorefrontProduct(scope: Scope, id: string): Promise<StorefrontProduct> {
  const product = await scope.first(findStorefrontProduct, { id })
  if (!product) throw ProductNotFound()
  return product
}
