import type { Scope } from '@stoa/tenancy'
import type { Product } from '../product.ts'
import { findTakenSkus, findWithVariants, lockProducts } from './store.ts'

/** What is wanted of one product: which it is, and what becomes of it. */
export type Wanted = ({ id: string } | { sku: string }) & {
  version?: number
  /** What is to be said of it, as far as it must be looked up. */
  changes: Partial<Pick<Product, 'sku' | 'stock_quantity' | 'seller_id'>>
  /** The product with the changes. @throws ValidationFailed */
  applyTo(product: Product): Product
}

/** Products that nobody else changes until the work ends, and what judging their changes takes. */
export interface HeldProducts {
  find(row: Wanted): Product | undefined
  /** Ids of those that come in variants. */
  readonly withVariants: ReadonlySet<string>
  /** Of the SKUs that the rows ask for, those in use. */
  readonly takenSkus: Set<string>
}

/** One round trip. Products are held in the order of their ids, so that no two who hold several wait for each other. */
export async function holdProducts(scope: Scope, rows: readonly Wanted[]): Promise<HeldProducts> {
  const ids = rows.flatMap((row) => ('id' in row ? [row.id] : []))
  const skus = rows.flatMap((row) => ('sku' in row ? [row.sku] : []))
  const asked = rows.flatMap(({ changes }) => changes.sku ?? [])
  const isStockSet = rows.some(({ changes }) => changes.stock_quantity != null)
  const [products, varied, taken] = await Promise.all([
    scope.all(lockProducts, { ids, skus }),
    isStockSet ? scope.all(findWithVariants, { ids, skus }) : [],
    asked.length > 0 ? scope.all(findTakenSkus, { skus: asked }) : [],
  ])
  const byId = new Map(products.map((product) => [product.id, product]))
  const bySku = new Map(products.map((product) => [product.sku, product]))
  return {
    // Whoever was waited for may have given the SKU to another product: what is held says what it has now.
    find: (row) => ('id' in row ? byId.get(row.id) : bySku.get(row.sku)),
    withVariants: new Set(varied.map(({ product_id }) => product_id)),
    takenSkus: new Set(taken.map(({ sku }) => sku)),
  }
}
