import type { Scope } from '@stoa/tenancy'
import type { Fulfilment } from './fulfilments/fulfilment.ts'
import type { FulfilmentTransition } from './fulfilments/fulfilment-states.ts'
import { canTake } from './fulfilments/fulfilment-states.ts'
import { linesLeft } from './fulfilments/quantities.ts'
import { add, type FulfilmentChange, step, unchanged } from './fulfilments/step.ts'
import type { HeldOrder } from './held-order.ts'
import type { OrderItem } from './order.ts'
import { isAllowed, isRestocking, type OrderTransition } from './order-states.ts'
import { PartlyShipped, TransitionNotAllowed } from './refusals.ts'

/** What a transition of the whole order comes to; nothing of it is written yet. */
export interface PlannedTransition {
  held: HeldOrder
  transition: OrderTransition
  change: FulfilmentChange
  /** Items with the quantities that go back to stock. */
  restocked: readonly OrderItem[]
}

/** The step that a transition of the order means for each fulfilment that can take it. */
const stepOf: Partial<Record<OrderTransition, FulfilmentTransition>> = {
  ship: 'ship',
  deliver: 'deliver',
  cancel: 'cancel',
  return: 'return',
}

/** Judges a transition of an order that this work holds, and says what it comes to. */
export function planTransition(scope: Scope, held: HeldOrder, transition: OrderTransition): PlannedTransition {
  const { order, fulfilments } = held
  if (!isAllowed(transition, order.status)) throw TransitionNotAllowed(`The order is ${order.status}.`)
  if (transition === 'cancel' && fulfilments.some(isAway)) throw PartlyShipped()
  const taken = stepOf[transition]
  let change = unchanged(held)
  for (const fulfilment of fulfilments) {
    if (taken && canTake(taken, fulfilment.status)) change = step(scope, change, fulfilment, taken)
  }
  if (transition === 'ship') change = shipRest(scope, held, change)
  return { held, transition, change, restocked: isRestocking(transition) ? notShipped(change.items) : [] }
}

/** With whom the goods are: on their way to the buyer, or there. */
function isAway({ status }: Fulfilment): boolean {
  return status === 'shipped' || status === 'delivered'
}

function shipRest(scope: Scope, { order }: HeldOrder, change: FulfilmentChange): FulfilmentChange {
  const items = linesLeft(change.items)
  return items.length === 0 ? change : add(scope, change, { order_id: order.id, items }, true)
}

/** What was shipped and came back stays out of stock until somebody has looked at it. */
function notShipped(items: readonly OrderItem[]): OrderItem[] {
  return items
    .map((item) => ({ ...item, quantity: item.quantity - item.shipped_quantity }))
    .filter(({ quantity }) => quantity > 0)
}
