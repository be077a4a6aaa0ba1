import type { Scope } from '@stoa/tenancy'
import type { Product } from '../product.ts'
import { findTakenSkus, findWithVariants, lockProducts } from './store.ts'

/** What is wanted of one product: which it is, and what becomes of it. */
export type Wanted = ({ id: string } | { sku: string }) & {
  version?: number
  /** What is to be said of it, as far as it must be looked up. */
  changes: Partial<
    Pick<Product, 'sku' | 'stock_quantity' | 'seller_id' | 'price_amount_minor' | 'status' | 'custom_fields'>
  >
  /** The product with the changes. @throws ValidationFailed */
  applyTo(product: Product): Product
}

/** Products that nobody else changes until the work ends, and what judging their changes takes. */
export interface HeldProducts {
  find(row: Wanted): Product | undefined
  /** Ids of those that come in variants, with the lowest compare-at amount of variants that have no price themselves. */
  readonly withVariants: ReadonlyMap<string, number | null>
  /** Of the SKUs that the rows ask for, those in use. */
  readonly takenSkus: Set<string>
}

/** One round trip. Products are held in the order of their ids, so that no two who hold several wait for each other. */
export async function holdProducts(scope: Scope, rows: readonly Wanted[]): Promise<HeldProducts> {
  const ids = rows.flatMap((row) => ('id' in row ? [row.id] : []))
  const skus = rows.flatMap((row) => ('sku' in row ? [row.sku] : []))
  const asked = rows.flatMap(({ changes }) => changes.sku ?? [])
  const isAboutVariants = rows.some(
    ({ changes }) => changes.stock_quantity != null || changes.price_amount_minor !== undefined,
  )
  const [products, varied, taken] = await Promise.all([
    scope.all(lockProducts, { ids, skus }),
    isAboutVariants ? scope.all(findWithVariants, { ids, skus }) : [],
    asked.length > 0 ? scope.all(findTakenSkus, { skus: asked }) : [],
  ])
  const byId = new Map(products.map((product) => [product.id, product]))
  const bySku = new Map(products.map((product) => [product.sku, product]))
  return {
    // Whoever was waited for may have given the SKU to another product: what is held says what it has now.
    find: (row) => ('id' in row ? byId.get(row.id) : bySku.get(row.sku)),
    withVariants: new Map(varied.map((row) => [row.product_id, row.lowest_compare_at_amount_minor])),
    takenSkus: new Set(taken.map(({ sku }) => sku)),
  }
}
