import type { Scope } from '@stoa/tenancy'
import { ProductNotFound } from '../refusals.ts'
import { findProduct } from '../store.ts'
import { findOptions, findVariants } from './store.ts'
import type { Options } from './variant.ts'

/** One round trip: the product is asked for only to tell whether it is there. */
export async function getOptions(scope: Scope, product_id: string): Promise<Options> {
  const [product, options, variants] = await Promise.all([
    scope.first(findProduct, { id: product_id }),
    scope.all(findOptions, { product_id }),
    scope.all(findVariants, { product_id }),
  ])
  if (!product) throw ProductNotFound()
  return { options, variants }
}
