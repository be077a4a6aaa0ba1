import type { Scope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import { lockOwnProduct } from './lock-own-product.ts'
import type { Product } from './product.ts'
import { ProductNotDeleted } from './refusals.ts'
import { replaceSkus } from './skus.ts'
import { setProductDeletion } from './store.ts'

/** Brings a deleted product back, unless another has taken one of its SKUs meanwhile. */
export async function restoreProduct(scope: Scope, id: string): Promise<Product> {
  const product = await lockOwnProduct(scope, id, { isDeleted: true })
  if (!product) throw ProductNotDeleted()
  const restored = { ...product, ...changedRow(scope, product) }
  scope.write(setProductDeletion, { ...restored, deleted_at: null, deleted_by: null })
  await replaceSkus(scope, restored)
  return restored
}
