import type { Scope } from '@stoa/tenancy'
import { holdOrder } from '../held-order.ts'
import { writeFulfilments, writeOrder } from '../write-order.ts'
import type { Fulfilment, NewFulfilment } from './fulfilment.ts'
import { statusesAfter } from './fulfilment-status.ts'
import { linesLeft, linesWithin } from './quantities.ts'
import { OrderNotProcessed, QuantityNotLeft } from './refusals.ts'
import { add, unchanged } from './step.ts'

/** Puts items of an order into a parcel. The order is held, so that parcels made at once share what is left. */
export async function createFulfilment(scope: Scope, orderId: string, request: NewFulfilment): Promise<Fulfilment> {
  const { items: lines, is_shipped = false, ...said } = request
  const held = await holdOrder(scope, orderId)
  const { order } = held
  if (order.status !== 'processing') throw OrderNotProcessed(`The order is ${order.status}.`)
  const items = lines ? linesWithin(held.items, lines) : linesLeft(held.items)
  if (items.length === 0) throw QuantityNotLeft('Everything is in a fulfilment already.')
  const change = add(scope, unchanged(held), { ...said, order_id: orderId, items }, is_shipped)
  const [made] = change.made
  writeFulfilments(scope, held, change)
  const event = is_shipped ? 'fulfilment_shipped' : 'fulfilment_added'
  writeOrder(scope, order, statusesAfter(order, change), { event, subject_id: made!.id })
  return made!
}
