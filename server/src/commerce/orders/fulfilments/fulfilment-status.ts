import type { OrderItem, OrderRow } from '../order.ts'
import type { OrderStatus } from '../order-states.ts'
import type { Fulfilment } from './fulfilment.ts'
import type { FulfilmentChange } from './step.ts'

/** How much of an order was shipped. */
export const orderFulfilmentStatuses = ['unfulfilled', 'partial', 'fulfilled'] as const
export type OrderFulfilmentStatus = (typeof orderFulfilmentStatuses)[number]

export function fulfilmentStatusOf(
  items: readonly Pick<OrderItem, 'quantity' | 'shipped_quantity'>[],
): OrderFulfilmentStatus {
  if (items.every((item) => item.shipped_quantity === item.quantity)) return 'fulfilled'
  return items.some((item) => item.shipped_quantity > 0) ? 'partial' : 'unfulfilled'
}

/**
 * Where a step of one fulfilment leads the whole order: with the last shipment it is shipped, when nothing is on its way
 * any more it is delivered, and when everything came back it is returned. Until all is shipped it stays as it is.
 */
export function orderStatusAfter(
  status: OrderStatus,
  items: readonly OrderItem[],
  fulfilments: readonly Pick<Fulfilment, 'status'>[],
): OrderStatus {
  if (status === 'processing') return fulfilmentStatusOf(items) === 'fulfilled' ? 'shipped' : status
  if (status !== 'shipped' && status !== 'delivered') return status
  const gone = fulfilments.filter((fulfilment) => fulfilment.status !== 'cancelled')
  if (gone.every((fulfilment) => fulfilment.status === 'returned')) return 'returned'
  return gone.some((fulfilment) => fulfilment.status === 'shipped') ? status : 'delivered'
}

/** Both statuses of an order, as a change of its fulfilments leaves them. */
export function statusesAfter({ status }: OrderRow, { items, fulfilments }: FulfilmentChange) {
  return { status: orderStatusAfter(status, items, fulfilments), fulfilment_status: fulfilmentStatusOf(items) }
}
