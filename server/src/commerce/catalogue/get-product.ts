import type { Scope } from '@stoa/tenancy'
import type { Product } from './product.ts'
import { ProductNotFound } from './refusals.ts'
import { findProduct } from './store.ts'

export async function getProduct(scope: Scope, id: string): Promise<Product> {
  const product = await scope.first(findProduct, { id })
  if (!product) throw ProductNotFound()
  return product
}
