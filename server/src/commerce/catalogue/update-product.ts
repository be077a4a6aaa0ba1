import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow, requireVersion } from '#platform/contract'
import { chooseSeller } from './choose-seller.ts'
import { lockOwnProduct } from './lock-own-product.ts'
import { type Product, ProductFields, type ProductPatch } from './product.ts'
import { ProductNotFound, StockPerVariant } from './refusals.ts'
import { replaceWords } from './replace-words.ts'
import { replaceSkus } from './skus.ts'
import { replaceProduct } from './store.ts'
import { findVariants } from './variants/store.ts'

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
  const isStockSet = changed.stock_quantity !== null && product.stock_quantity === null
  if (isStockSet && (await scope.first(findVariants, { product_id: id }))) throw StockPerVariant()
  scope.write(replaceProduct, changed)
  replaceWords(scope, product, changed)
  if (changed.sku !== product.sku) await replaceSkus(scope, changed)
  return changed
}
