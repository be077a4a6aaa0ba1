import type { Scope } from '@stoa/tenancy'
import type { Fulfilment } from './fulfilments/fulfilment.ts'
import { findFulfilmentsOfOrders } from './fulfilments/store.ts'
import type { OrderItem, OrderRow } from './order.ts'
import { OrderNotFound } from './refusals.ts'
import { findItemsOfOrders, lockOrders } from './store.ts'

/** An order with all that depends on it, which nobody else changes until the work ends. */
export interface HeldOrder {
  order: OrderRow
  items: readonly OrderItem[]
  fulfilments: readonly Fulfilment[]
}

/**
 * Holds orders in the order of their ids, so that no two who hold several wait for each other. Items and fulfilments
 * are read after the lock was granted, in statements with a newer snapshot: they are as the last change left them.
 */
export async function holdOrders(scope: Scope, ids: readonly string[]): Promise<Map<string, HeldOrder>> {
  const [orders, items, fulfilments] = await Promise.all([
    scope.all(lockOrders, { ids }),
    scope.all(findItemsOfOrders, { ids }),
    scope.all(findFulfilmentsOfOrders, { ids }),
  ])
  const itemsOf = Map.groupBy(items, (item) => item.order_id)
  const fulfilmentsOf = Map.groupBy(fulfilments, (fulfilment) => fulfilment.order_id)
  return new Map(
    orders.map((order) => [
      order.id,
      { order, items: (itemsOf.get(order.id) ?? []).map(itemOf), fulfilments: fulfilmentsOf.get(order.id) ?? [] },
    ]),
  )
}

export async function holdOrder(scope: Scope, id: string): Promise<HeldOrder> {
  const held = (await holdOrders(scope, [id])).get(id)
  if (!held) throw OrderNotFound()
  return held
}

function itemOf({ order_id: _, ...item }: OrderItem & { order_id: string }): OrderItem {
  return item
}
