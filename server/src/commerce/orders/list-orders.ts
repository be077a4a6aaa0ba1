import type { Scope } from '@stoa/tenancy'
import { answerList, inUtc } from '#platform/contract'
import { orderList } from './store.ts'

interface OrdersQuery {
  is_rush?: boolean
  is_overdue?: boolean
  placed_from?: string
  placed_to?: string
  buyer_email?: string
}

/** Orders without their items. What is overdue is judged at this moment, also on the pages after the first. */
export function listOrders(scope: Scope, { is_rush, is_overdue, ...query }: OrdersQuery) {
  const { placed_from, placed_to, buyer_email } = query
  return answerList(scope, orderList, {
    ...query,
    now: scope.now,
    ...(is_rush !== undefined && { [is_rush ? 'rush' : 'not_rush']: true }),
    ...(is_overdue !== undefined && { [is_overdue ? 'overdue' : 'not_overdue']: scope.now }),
    ...(placed_from !== undefined && { placed_from: inUtc(placed_from) }),
    ...(placed_to !== undefined && { placed_to: inUtc(placed_to) }),
    ...(buyer_email !== undefined && { buyer_email: buyer_email.toLowerCase() }),
  })
}
