import type { Scope } from '@stoa/tenancy'
import { answerList, type List, withRowAbove } from '#platform/contract'
import { OrderNotFound } from './refusals.ts'
import { findOrder } from './store.ts'

/** A page of what belongs to an order (its history, fulfilments, notes); refuses where there is no such order. */
export async function listOfOrder<Row extends { id: string }>(
  scope: Scope,
  list: List<Row>,
  orderId: string,
  query: object,
) {
  const [order, page] = await withRowAbove(
    scope.first(findOrder, { id: orderId }),
    answerList(scope, list, { ...query, order_id: orderId }),
  )
  if (!order) throw OrderNotFound()
  return page
}
