import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow, requireVersion } from '#platform/contract'
import { type HeldOrder, holdOrder } from '../held-order.ts'
import type { OrderEvent } from '../order-history.ts'
import { writeFulfilments, writeOrder } from '../write-order.ts'
import { type Fulfilment, FulfilmentFields, type FulfilmentPatch } from './fulfilment.ts'
import { canTake, type FulfilmentTransition } from './fulfilment-states.ts'
import { statusesAfter } from './fulfilment-status.ts'
import { getFulfilment } from './get-fulfilment.ts'
import { FulfilmentNotFound, StepNotAllowed } from './refusals.ts'
import { type FulfilmentChange, step, unchanged } from './step.ts'

const eventOf = {
  ship: 'fulfilment_shipped',
  deliver: 'fulfilment_delivered',
  return: 'fulfilment_returned',
  cancel: 'fulfilment_cancelled',
} as const satisfies Record<FulfilmentTransition, OrderEvent>

/** Takes a fulfilment one step on, and its order with it where that was the last. */
export async function changeFulfilmentStatus(
  scope: Scope,
  id: string,
  transition: FulfilmentTransition,
  expectedVersion?: number,
): Promise<Fulfilment> {
  const { held, fulfilment } = await hold(scope, id, expectedVersion)
  if (!canTake(transition, fulfilment.status)) throw StepNotAllowed(`The fulfilment is ${fulfilment.status}.`)
  return write(scope, held, step(scope, unchanged(held), fulfilment, transition), eventOf[transition])
}

/** Corrects what is said of a parcel: carrier, tracking, metadata. */
export async function updateFulfilment(
  scope: Scope,
  id: string,
  patch: FulfilmentPatch,
  expectedVersion?: number,
): Promise<Fulfilment> {
  const { held, fulfilment } = await hold(scope, id, expectedVersion)
  const after = { ...applyPatch(FulfilmentFields, fulfilment, patch), ...changedRow(scope, fulfilment) }
  return write(scope, held, { ...unchanged(held), changed: [after] }, 'fulfilment_changed')
}

/** Holds the fulfilment's order; the fulfilment is read again then, as the last change left it. */
async function hold(scope: Scope, id: string, expectedVersion: number | undefined) {
  const { order_id } = await getFulfilment(scope, id)
  const held = await holdOrder(scope, order_id)
  const fulfilment = held.fulfilments.find((one) => one.id === id)
  if (!fulfilment) throw FulfilmentNotFound()
  requireVersion(fulfilment, expectedVersion)
  return { held, fulfilment }
}

function write(scope: Scope, held: HeldOrder, change: FulfilmentChange, event: OrderEvent): Fulfilment {
  const [changed] = change.changed
  writeFulfilments(scope, held, change)
  writeOrder(scope, held.order, statusesAfter(held.order, change), { event, subject_id: changed!.id })
  return changed!
}
