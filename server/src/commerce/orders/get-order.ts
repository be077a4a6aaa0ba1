import type { Scope } from '@stoa/tenancy'
import type { OrderWithItems } from './order.ts'
import { toldAt } from './overdue.ts'
import { OrderNotFound } from './refusals.ts'
import { findOrder, findOrderItems } from './store.ts'

export async function getOrder(scope: Scope, id: string): Promise<OrderWithItems> {
  const [order, items] = await Promise.all([
    scope.first(findOrder, { id }),
    scope.all(findOrderItems, { order_id: id }),
  ])
  if (!order) throw OrderNotFound()
  return { ...toldAt(scope.now, order), items }
}
