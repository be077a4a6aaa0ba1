import type { Scope } from '@stoa/tenancy'
import { inUtc, newRow } from '#platform/contract'
import { findProductsToSell, takeStock } from '../catalogue/stock.ts'
import { takeNumber } from './number-series.ts'
import { type NewOrder, type OrderItem, type OrderRow, type OrderWithItems, orderDefaults } from './order.ts'
import { historyEntry } from './order-history.ts'
import { addUpQuantities, sell } from './order-items.ts'
import { orderSettings } from './order-settings.ts'
import { toldAt } from './overdue.ts'
import { priceOrder } from './price-order.ts'
import { DiscountNotManual } from './refusals.ts'
import { stockMoves } from './stock-moves.ts'
import { insertOrder, insertOrderHistory, insertOrderItem } from './store.ts'

/**
 * Two round trips: one reads prices and takes the number, one writes everything and commits. Products are read
 * without a lock; the write itself judges whether there is enough in stock.
 */
export async function createOrder(scope: Scope, request: NewOrder): Promise<OrderWithItems> {
  const { items: lines, discount_amount_minor = 0, due_at = null, ...said } = request
  const source = said.source ?? orderDefaults.source
  if (discount_amount_minor > 0 && source !== 'manual') throw DiscountNotManual()
  const quantities = addUpQuantities(lines)
  const [products, number] = await Promise.all([
    scope.all(findProductsToSell, { ids: [...quantities.keys()] }),
    takeNumber(scope, 'orders'),
  ])
  const { currency, hasParcel, items } = sell(quantities, products)
  const settings = orderSettings.get(scope.tenant)
  const charges = {
    tax_rate_bps: settings['commerce.tax_rate_bps'],
    shipping_amount_minor: hasParcel ? settings['commerce.shipping_flat_minor'] : 0,
    discount_amount_minor,
  }
  const order: OrderRow = {
    ...newRow(scope),
    ...orderDefaults,
    ...said,
    buyer_email: said.buyer_email?.toLowerCase() ?? null,
    due_at: due_at === null ? null : inUtc(due_at),
    number,
    status: 'pending',
    currency,
    ...priceOrder(items, charges),
    tax_rate_bps: charges.tax_rate_bps,
    placed_at: scope.now,
  }
  writeNewOrder(scope, order, items)
  return { ...toldAt(scope.now, order), items }
}

function writeNewOrder(scope: Scope, order: OrderRow, items: readonly OrderItem[]): void {
  for (const move of stockMoves(scope, items)) scope.write(takeStock, move)
  scope.write(insertOrder, order)
  for (const item of items) scope.write(insertOrderItem, { ...item, order_id: order.id })
  scope.write(insertOrderHistory, historyEntry(scope, order, { event: 'status_changed', from_status: null }))
}
