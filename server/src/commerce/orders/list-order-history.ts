import type { Scope } from '@stoa/tenancy'
import { answerList } from '#platform/contract'
import { OrderNotFound } from './refusals.ts'
import { findOrder, orderHistoryList } from './store.ts'

/** How the order came to where it is, newest step first. */
export async function listOrderHistory(scope: Scope, id: string, query: object) {
  const [order, history] = await Promise.all([
    scope.first(findOrder, { id }),
    answerList(scope, orderHistoryList, { ...query, order_id: id }),
  ])
  if (!order) throw OrderNotFound()
  return history
}
