import type { Scope } from '@stoa/tenancy'
import { changedRow, requireVersion } from '#platform/contract'
import { returnStock } from '../catalogue/stock.ts'
import type { Order, OrderWithItems } from './order.ts'
import { historyEntry } from './order-history.ts'
import { isAllowed, isRestocking, type OrderTransition, orderTransitions } from './order-states.ts'
import { OrderNotFound, TransitionNotAllowed } from './refusals.ts'
import { stockMoves } from './stock-moves.ts'
import { findOrderItems, insertOrderHistory, lockOrder, setOrderStatus } from './store.ts'

/** Takes one transition. The order is held from reading its status to writing the next, so one of two wins. */
export async function changeOrderStatus(
  scope: Scope,
  id: string,
  transition: OrderTransition,
  { reason = null, expectedVersion }: { reason?: string | null; expectedVersion?: number | undefined } = {},
): Promise<OrderWithItems> {
  const [order, items] = await Promise.all([
    scope.first(lockOrder, { id }),
    scope.all(findOrderItems, { order_id: id }),
  ])
  if (!order) throw OrderNotFound()
  requireVersion(order, expectedVersion)
  if (!isAllowed(transition, order.status)) throw TransitionNotAllowed(`The order is ${order.status}.`)
  const changed: Order = { ...order, ...changedRow(scope, order), status: orderTransitions[transition].to }
  if (isRestocking(transition)) for (const move of stockMoves(scope, items)) scope.write(returnStock, move)
  scope.write(setOrderStatus, changed)
  scope.write(insertOrderHistory, historyEntry(scope, changed, { from_status: order.status, reason }))
  return { ...changed, items }
}
