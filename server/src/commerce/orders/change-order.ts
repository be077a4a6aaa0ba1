import type { Scope } from '@stoa/tenancy'
import { requireVersion } from '#platform/contract'
import type { Order, OrderRow } from './order.ts'
import { toldAt } from './overdue.ts'
import { OrderNotFound } from './refusals.ts'
import { lockOrder } from './store.ts'
import { writeOrder } from './write-order.ts'

interface Change {
  changes: Parameters<typeof writeOrder>[2]
  step: Parameters<typeof writeOrder>[3]
}

/** Changes what users keep about an order, held from reading to writing; `change` says undefined where it is so already. */
export async function changeOrder(
  scope: Scope,
  id: string,
  expectedVersion: number | undefined,
  change: (order: OrderRow) => Change | undefined,
): Promise<Order> {
  const order = await scope.first(lockOrder, { id })
  if (!order) throw OrderNotFound()
  requireVersion(order, expectedVersion)
  const wanted = change(order)
  return toldAt(scope.now, wanted ? writeOrder(scope, order, wanted.changes, wanted.step) : order)
}
