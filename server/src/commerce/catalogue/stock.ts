import { sql } from 'kysely'
import { statement } from '#platform/database'
import { maxStock, type Product } from './product.ts'
import { OutOfStock } from './refusals.ts'

/** A quantity of one product leaving its stock or going back there. */
export interface StockMove {
  product_id: string
  quantity: number
  /** RFC 3339, the moment of the work. */
  at: string
  /** UUID of who moves it. */
  by: string | null
}

/** What an order needs to know of the products it names. Deleted ones are not there, and deleted variants do not count. */
export const findProductsToSell = statement('products.find_to_sell', (db, p: { ids: readonly string[] }) =>
  db
    .selectFrom('products')
    .select(['id', 'title', 'type', 'status', 'price_amount_minor', 'currency', 'sku', 'stock_quantity'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('product_variants as variant')
          .select('variant.id')
          .whereRef('variant.product_id', '=', 'products.id')
          .where('variant.deleted_at', 'is', null),
      ).as('has_variants'),
    )
    .$castTo<ProductToSell>()
    .where('id', '=', sql<string>`any(${p.ids})`)
    .where('deleted_at', 'is', null),
)

export type ProductToSell = Pick<
  Product,
  'id' | 'title' | 'type' | 'status' | 'price_amount_minor' | 'currency' | 'sku' | 'stock_quantity'
> & { has_variants: boolean }

/**
 * Invariant: stock never falls below zero. The condition is judged on the locked row, so of two buyers of the last
 * piece the second is refused, whatever both have read. Callers move stock in the order of product ids, so that
 * two of them never wait for each other.
 */
export const takeStock = statement(
  'products.take_stock',
  (db, p: StockMove) =>
    db
      .updateTable('products')
      .set((row) => ({
        stock_quantity: row('stock_quantity', '-', p.quantity),
        version: row('version', '+', 1),
        updated_at: p.at,
        updated_by: p.by,
      }))
      .where('id', '=', p.product_id)
      .where('stock_quantity', '>=', p.quantity),
  { expect: { rows: 1, orRefuse: OutOfStock } },
)

/**
 * Gives back what `takeStock` took; a product that is no longer tracked stays so. Who has counted meanwhile may have filled
 * the stock up: it never exceeds what a product can have, and nothing that gives back is refused for that.
 */
export const returnStock = statement('products.return_stock', (db, p: StockMove) =>
  db
    .updateTable('products')
    .set((row) => ({
      stock_quantity: sql<number>`least(${row('stock_quantity', '+', p.quantity)}, ${maxStock}::bigint)`,
      version: row('version', '+', 1),
      updated_at: p.at,
      updated_by: p.by,
    }))
    .where('id', '=', p.product_id)
    .where('stock_quantity', 'is not', null),
)
