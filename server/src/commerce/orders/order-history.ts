import type { Scope } from '@stoa/tenancy'
import { type Static, Type } from 'typebox'
import { Id, longText, newId, nullable, oneOf, Timestamp } from '#platform/contract'
import type { Order } from './order.ts'
import { type OrderStatus, orderStatuses } from './order-states.ts'

/** One step of an order's way. */
export const OrderHistoryEntry = Type.Object({
  id: Id,
  order_id: Id,
  order_version: Type.Integer({ minimum: 1, description: 'The version of the order that the step led to.' }),
  from_status: nullable(oneOf(orderStatuses)),
  to_status: oneOf(orderStatuses),
  reason: nullable(longText(1000)),
  actor_kind: oneOf(['user', 'human', 'api_key', 'system', 'anonymous']),
  actor_id: nullable(Id),
  created_at: Timestamp,
})
export type OrderHistoryEntry = Static<typeof OrderHistoryEntry>

/** The step that led the order to where it is now. */
export function historyEntry(
  scope: Scope,
  order: Order,
  step: { from_status: OrderStatus | null; reason: string | null },
): OrderHistoryEntry {
  return {
    id: newId(),
    order_id: order.id,
    order_version: order.version,
    from_status: step.from_status,
    to_status: order.status,
    reason: step.reason,
    actor_kind: scope.actor.kind,
    actor_id: scope.actor.id ?? null,
    created_at: scope.now,
  }
}
