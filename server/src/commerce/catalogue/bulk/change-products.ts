import type { Scope } from '@stoa/tenancy'
import { type BulkAnswer, changedRow, type Judged, RowRepeated, requireVersion, settleBulk } from '#platform/contract'
import { findRulesFor, requireValues } from '../../custom-fields/require-values.ts'
import type { Product } from '../product.ts'
import { saysOther } from '../product-words.ts'
import { ProductNotFound, SkuTaken, StockPerVariant } from '../refusals.ts'
import { chooseSellers } from './choose-sellers.ts'
import { type HeldProducts, holdProducts, type Wanted } from './held-products.ts'
import { judged } from './judged.ts'
import { productRow } from './product-row.ts'
import { requireFairPrices, requireFairVariants } from './require-fair-prices.ts'
import { claimSkusOfMany, forgetWordsOfMany, freeSkusOfMany, replaceProducts } from './store.ts'

/** A product as it is and as it is to be. */
interface Change {
  product: Product
  changed: Product
}

/**
 * Few round trips for all of them: every product is held before the first is judged, and all is written together. A SKU
 * that a product has when the call begins is taken, also when another row of the call would free it.
 */
export async function changeProducts(scope: Scope, rows: readonly Wanted[], isAtomic: boolean): Promise<BulkAnswer> {
  const [held, sellers, rules] = await Promise.all([
    holdProducts(scope, rows),
    chooseSellers(
      scope,
      rows.map(({ changes }) => changes.seller_id),
    ),
    findRulesFor(
      scope,
      rows.map(({ changes }) => changes),
    ),
  ])
  const seen = new Set<string>()
  const asked = rows.map((row) => {
    const product = held.find(row)
    return judged<Change>(product?.id ?? null, () => {
      if (!product || (sellers.own !== undefined && product.seller_id !== sellers.own)) throw ProductNotFound()
      if (seen.has(product.id)) throw RowRepeated()
      seen.add(product.id)
      requireVersion(product, row.version)
      const changed = { ...row.applyTo(product), ...changedRow(scope, product) }
      requireValues(rules, row.changes, changed, product)
      if (changed.seller_id !== product.seller_id) sellers.choose(changed.seller_id)
      requireConsistency(product, changed, held)
      return { id: product.id, deed: { product, changed } }
    })
  })
  const { deeds } = settleBulk(asked, { isAtomic, status: 200 })
  const outcome = await claimSkus(scope, asked, deeds, isAtomic)
  const settled = settleBulk(outcome, { isAtomic, status: 200 })
  if (settled.deeds.length > 0) write(scope, settled.deeds)
  return settled.answer
}

function requireConsistency(product: Product, changed: Product, held: HeldProducts): void {
  requireFairPrices(changed)
  requireFairVariants(product, changed, held.withVariants.get(product.id))
  const isStockSet = changed.stock_quantity !== null && product.stock_quantity === null
  if (isStockSet && held.withVariants.has(product.id)) throw StockPerVariant()
  if (changed.sku === product.sku || changed.sku === null) return
  if (held.takenSkus.has(changed.sku)) throw SkuTaken()
  held.takenSkus.add(changed.sku)
}

/** The table of SKUs decides: one that somebody took meanwhile refuses its row, and an atomic call as a whole. */
async function claimSkus(
  scope: Scope,
  asked: readonly Judged<Change>[],
  changes: readonly Change[],
  isAtomic: boolean,
): Promise<readonly Judged<Change>[]> {
  const claims = changes.filter(({ product, changed }) => changed.sku !== null && changed.sku !== product.sku)
  if (claims.length === 0) return asked
  const rows = claims.map(({ changed }) => ({ sku: changed.sku!, product_id: changed.id }))
  const claimed = await scope.all(claimSkusOfMany, { rows })
  if (isAtomic && claimed.length < claims.length) throw SkuTaken()
  const ids = new Set(claimed.map(({ product_id }) => product_id))
  const lost = new Set(claims.flatMap(({ product }) => (ids.has(product.id) ? [] : [product.id])))
  return asked.map((row) =>
    'deed' in row && lost.has(row.deed.product.id) ? { id: row.id, refusal: SkuTaken() } : row,
  )
}

function write(scope: Scope, changes: readonly Change[]): void {
  const freed = changes.flatMap(({ product, changed }) => (changed.sku !== product.sku && product.sku) || [])
  if (freed.length > 0) scope.write(freeSkusOfMany, { skus: freed })
  const resaid = new Set(changes.flatMap(({ product, changed }) => (saysOther(product, changed) ? [product.id] : [])))
  if (resaid.size > 0) scope.write(forgetWordsOfMany, { ids: [...resaid] })
  const rows = changes.map(({ changed }) =>
    resaid.has(changed.id) ? productRow(changed) : { ...changed, main_words: null, other_words: null },
  )
  scope.write(replaceProducts, { rows })
}
