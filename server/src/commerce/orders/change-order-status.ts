import type { Scope } from '@stoa/tenancy'
import { requireVersion } from '#platform/contract'
import { returnStock } from '../catalogue/stock.ts'
import { fulfilmentStatusOf } from './fulfilments/fulfilment-status.ts'
import { holdOrder } from './held-order.ts'
import type { OrderRow, OrderWithItems } from './order.ts'
import { type OrderTransition, orderTransitions } from './order-states.ts'
import { toldAt } from './overdue.ts'
import { type PlannedTransition, planTransition } from './plan-transition.ts'
import { stockMoves } from './stock-moves.ts'
import { writeFulfilments, writeOrder } from './write-order.ts'

/** Takes one transition. The order is held from reading its status to writing the next, so one of two wins. */
export async function changeOrderStatus(
  scope: Scope,
  id: string,
  transition: OrderTransition,
  { reason = null, expectedVersion }: { reason?: string | null; expectedVersion?: number | undefined } = {},
): Promise<OrderWithItems> {
  const held = await holdOrder(scope, id)
  requireVersion(held.order, expectedVersion)
  const planned = planTransition(scope, held, transition)
  const changed = writeTransition(scope, planned, reason)
  returnToStock(scope, [planned])
  return { ...toldAt(scope.now, changed), items: [...planned.change.items] }
}

/** Queues a planned transition, but for the stock it returns. */
export function writeTransition(scope: Scope, planned: PlannedTransition, reason: string | null): OrderRow {
  const { held, transition, change } = planned
  writeFulfilments(scope, held, change)
  const status = orderTransitions[transition].to
  const fulfilment_status = fulfilmentStatusOf(change.items)
  return writeOrder(scope, held.order, { status, fulfilment_status }, { event: 'status_changed', reason })
}

/** Queues what planned transitions return to stock; of all orders together, because of the order in which it locks. */
export function returnToStock(scope: Scope, planned: readonly PlannedTransition[]): void {
  const restocked = planned.flatMap((one) => one.restocked)
  for (const move of stockMoves(scope, restocked)) scope.write(returnStock, move)
}
