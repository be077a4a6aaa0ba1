import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import { findProductsToSell, takeStock } from '../catalogue/stock.ts'
import { takeNumber } from './number-series.ts'
import { type NewOrder, type Order, type OrderItem, type OrderWithItems, orderDefaults } from './order.ts'
import { historyEntry } from './order-history.ts'
import { addUpQuantities, sell } from './order-items.ts'
import { orderSettings } from './order-settings.ts'
import { priceOrder } from './price-order.ts'
import { DiscountNotManual } from './refusals.ts'
import { stockMoves } from './stock-moves.ts'
import { insertOrder, insertOrderHistory, insertOrderItem } from './store.ts'

/**
 * Two round trips: one reads prices and takes the number, one writes everything and commits. Products are read
 * without a lock; the write itself judges whether there is enough in stock.
 */
export async function createOrder(scope: Scope, request: NewOrder): Promise<OrderWithItems> {
  const { items: lines, discount_amount_minor = 0, ...said } = request
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
  const order: Order = {
    ...newRow(scope),
    ...orderDefaults,
    ...said,
    number,
    status: 'pending',
    currency,
    ...priceOrder(items, charges),
    tax_rate_bps: charges.tax_rate_bps,
    placed_at: scope.now,
  }
  writeOrder(scope, order, items)
  return { ...order, items }
}

function writeOrder(scope: Scope, order: Order, items: readonly OrderItem[]): void {
  for (const move of stockMoves(scope, items)) scope.write(takeStock, move)
  scope.write(insertOrder, order)
  for (const item of items) scope.write(insertOrderItem, { ...item, order_id: order.id })
  scope.write(insertOrderHistory, historyEntry(scope, order, { from_status: null, reason: null }))
}
