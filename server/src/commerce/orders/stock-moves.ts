import type { Scope } from '@stoa/tenancy'
import type { StockMove } from '../catalogue/stock.ts'
import type { OrderItem } from './order.ts'

/**
 * What the items move in stock, in the order of product ids: all who lock several products lock them in this order,
 * so that no two wait for each other.
 */
export function stockMoves(scope: Scope, items: readonly OrderItem[]): StockMove[] {
  return items
    .filter((item) => item.is_stock_taken)
    .sort((left, right) => (left.product_id < right.product_id ? -1 : 1))
    .map((item) => ({
      product_id: item.product_id,
      quantity: item.quantity,
      at: scope.now,
      by: scope.actor.id ?? null,
    }))
}
