import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow, requireVersion } from '#platform/contract'
import { chooseSeller } from './choose-seller.ts'
import { lockOwnProduct } from './lock-own-product.ts'
import { type Product, ProductFields, type ProductPatch } from './product.ts'
import { ProductNotFound } from './refusals.ts'
import { replaceProduct } from './store.ts'

export async function updateProduct(
  scope: Scope,
  id: string,
  patch: ProductPatch,
  expectedVersion?: number,
): Promise<Product> {
  const product = await lockOwnProduct(scope, id, { isDeleted: false })
  if (!product) throw ProductNotFound()
  requireVersion(product, expectedVersion)
  const changed = { ...applyPatch(ProductFields, product, patch), ...changedRow(scope, product) }
  if (changed.seller_id !== product.seller_id) await chooseSeller(scope, changed.seller_id)
  scope.write(replaceProduct, changed)
  return changed
}
