import type { Scope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import type { FulfilmentChange } from './fulfilments/step.ts'
import { insertFulfilment, insertFulfilmentItem, replaceFulfilment, setItemQuantities } from './fulfilments/store.ts'
import type { HeldOrder } from './held-order.ts'
import type { OrderRow } from './order.ts'
import { historyEntry, type OrderStep } from './order-history.ts'
import { insertOrderHistory, replaceOrder } from './store.ts'

/** What one step changes of an order itself. */
type Changes = Partial<Pick<OrderRow, 'status' | 'fulfilment_status' | 'tags' | 'is_rush' | 'due_at'>>

/** Queues one step of an order that this work holds: the next version of its row, and what its history tells of it. */
export function writeOrder(
  scope: Scope,
  order: OrderRow,
  changes: Changes,
  step: Omit<OrderStep, 'from_status'>,
): OrderRow {
  const changed: OrderRow = { ...order, ...changes, ...changedRow(scope, order) }
  scope.write(replaceOrder, changed)
  scope.write(insertOrderHistory, historyEntry(scope, changed, { ...step, from_status: order.status }))
  return changed
}

/** Queues what a step changes of fulfilments and of the counts of items. */
export function writeFulfilments(scope: Scope, held: HeldOrder, change: FulfilmentChange): void {
  for (const made of change.made) {
    scope.write(insertFulfilment, made)
    for (const item of made.items) scope.write(insertFulfilmentItem, { ...item, fulfilment_id: made.id })
  }
  for (const changed of change.changed) scope.write(replaceFulfilment, changed)
  for (const [index, item] of change.items.entries()) {
    const before = held.items[index]!
    const isMoved =
      item.allotted_quantity !== before.allotted_quantity || item.shipped_quantity !== before.shipped_quantity
    if (isMoved) scope.write(setItemQuantities, item)
  }
}
