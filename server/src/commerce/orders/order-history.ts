import type { Scope } from '@stoa/tenancy'
import { type Static, Type } from 'typebox'
import { Id, longText, newId, nullable, oneOf, Timestamp } from '#platform/contract'
import type { OrderRow } from './order.ts'
import { type OrderStatus, orderStatuses } from './order-states.ts'

/** All that can happen to an order after it was placed; being placed is its first change of status. */
export const orderEvents = [
  'status_changed',
  'fulfilment_added',
  'fulfilment_changed',
  'fulfilment_shipped',
  'fulfilment_delivered',
  'fulfilment_returned',
  'fulfilment_cancelled',
  'note_added',
  'note_deleted',
  'tag_added',
  'tag_removed',
  'rush_set',
  'rush_cleared',
  'due_date_set',
  'due_date_cleared',
] as const
export type OrderEvent = (typeof orderEvents)[number]

/** One step of an order's way. Whatever happens to an order is one step and one version of it. */
export const OrderHistoryEntry = Type.Object({
  id: Id,
  order_id: Id,
  order_version: Type.Integer({ minimum: 1, description: 'The version of the order that the step led to.' }),
  event: oneOf(orderEvents),
  from_status: nullable({ ...oneOf(orderStatuses), description: 'Null: it was placed.' }),
  to_status: { ...oneOf(orderStatuses), description: 'The same as before where the step did not change it.' },
  subject_id: nullable({ ...Id, description: 'The fulfilment or note it is about.' }),
  detail: nullable(Type.String({ description: 'The tag, or the due date.' })),
  reason: nullable(longText(1000)),
  actor_kind: oneOf(['user', 'human', 'api_key', 'system', 'anonymous']),
  actor_id: nullable(Id),
  created_at: Timestamp,
})
export type OrderHistoryEntry = Static<typeof OrderHistoryEntry>

export interface OrderStep {
  event: OrderEvent
  from_status: OrderStatus | null
  reason?: string | null
  subject_id?: string
  detail?: string
}

/** The step that led the order to where it is now. */
export function historyEntry(scope: Scope, order: OrderRow, step: OrderStep): OrderHistoryEntry {
  return {
    id: newId(),
    order_id: order.id,
    order_version: order.version,
    to_status: order.status,
    reason: null,
    subject_id: null,
    detail: null,
    ...step,
    actor_kind: scope.actor.kind,
    actor_id: scope.actor.id ?? null,
    created_at: scope.now,
  }
}
