import type { Order, OrderRow } from './order.ts'
import type { OrderStatus } from './order-states.ts'

/** In which something is still to be shipped. */
export const unshippedStatuses = ['pending', 'confirmed', 'processing'] as const satisfies OrderStatus[]

/** @param now RFC 3339 in UTC with milliseconds, like the row's own: so they compare as texts */
export function isOverdue({ due_at, status }: Pick<OrderRow, 'due_at' | 'status'>, now: string): boolean {
  return due_at !== null && due_at < now && (unshippedStatuses as readonly OrderStatus[]).includes(status)
}

/** The order as it is told at this moment. */
export function toldAt(now: string, order: OrderRow): Order {
  return { ...order, is_overdue: isOverdue(order, now) }
}
