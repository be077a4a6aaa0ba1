import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow, requireVersion } from '#platform/contract'
import { findRulesFor, requireValues } from '../custom-fields/require-values.ts'
import { requireFairVariants } from './bulk/require-fair-prices.ts'
import { findWithVariants } from './bulk/store.ts'
import { chooseSeller } from './choose-seller.ts'
import { lockOwnProduct } from './lock-own-product.ts'
import { type Product, ProductFields, type ProductPatch } from './product.ts'
import { ProductNotFound, StockPerVariant } from './refusals.ts'
import { replaceWords } from './replace-words.ts'
import { replaceSkus } from './skus.ts'
import { replaceProduct } from './store.ts'

export async function updateProduct(
  scope: Scope,
  id: string,
  patch: ProductPatch,
  expectedVersion?: number,
): Promise<Product> {
  const [product, rules] = await Promise.all([
    lockOwnProduct(scope, id, { isDeleted: false }),
    findRulesFor(scope, [patch]),
  ])
  if (!product) throw ProductNotFound()
  requireVersion(product, expectedVersion)
  const changed = { ...applyPatch(ProductFields, product, patch), ...changedRow(scope, product) }
  requireValues(rules, patch, changed, product)
  if (changed.seller_id !== product.seller_id) await chooseSeller(scope, changed.seller_id)
  await requireFitVariants(scope, product, changed)
  scope.write(replaceProduct, changed)
  replaceWords(scope, product, changed)
  if (changed.sku !== product.sku) await replaceSkus(scope, changed)
  return changed
}

/** Who changes the variants holds the product, so those that are read here stay as they are. */
async function requireFitVariants(scope: Scope, product: Product, changed: Product): Promise<void> {
  const isStockSet = changed.stock_quantity !== null && product.stock_quantity === null
  if (!isStockSet && changed.price_amount_minor === product.price_amount_minor) return
  const found = await scope.first(findWithVariants, { ids: [product.id], skus: [] })
  if (!found) return
  if (isStockSet) throw StockPerVariant()
  requireFairVariants(product, changed, found.lowest_compare_at_amount_minor)
}
