import type { Scope, Tenant } from '@stoa/tenancy'
import { Refusal } from '#platform/contract'
import { createProduct } from '../catalogue/create-product.ts'
import { getProduct } from '../catalogue/get-product.ts'
import { changeOrderStatus } from './change-order-status.ts'
import { createOrder } from './create-order.ts'
import { fulfilmentList } from './fulfilments/store.ts'
import { getOrder } from './get-order.ts'
import { listOfOrder } from './list-of-order.ts'
import type { OrderWithItems } from './order.ts'
import type { OrderTransition } from './order-states.ts'
import { orderHistoryList } from './store.ts'

/** The tenant under test, and work in it. */
interface World {
  tenant: Tenant
  scope<T>(body: (scope: Scope) => Promise<T>, tenant?: Tenant, mode?: 'read' | 'write'): Promise<T>
}

/** Pieces of each product there are before anybody orders. */
export const stockAtFirst = 20

/** An order of as many pieces of each of several products, taken through the transitions. */
export async function orderAtWork(
  world: World,
  quantities: readonly number[],
  transitions: readonly OrderTransition[] = ['confirm', 'process'],
): Promise<OrderWithItems> {
  const product = { title: 'Linen shirt', price_amount_minor: 1999, currency: 'EUR', status: 'active' as const }
  const products = await Promise.all(
    quantities.map(() => world.scope((scope) => createProduct(scope, { ...product, stock_quantity: stockAtFirst }))),
  )
  const items = quantities.map((quantity, index) => ({ product_id: products[index]!.id, quantity }))
  let order = await world.scope((scope) => createOrder(scope, { items }))
  for (const transition of transitions) {
    order = await world.scope((scope) => changeOrderStatus(scope, order.id, transition))
  }
  return order
}

/** All there is to know of an order, as it is now. */
export function look(world: World, { id }: { id: string }) {
  return world.scope(
    async (scope) => {
      const order = await getOrder(scope, id)
      const whole = { limit: 200 }
      const [fulfilments, history, ...products] = await Promise.all([
        listOfOrder(scope, fulfilmentList, id, { ...whole, sort: 'created_at' }),
        listOfOrder(scope, orderHistoryList, id, { ...whole, sort: 'order_version' }),
        ...order.items.map((item) => getProduct(scope, item.product_id)),
      ])
      return {
        order,
        fulfilments: fulfilments.results.parse(),
        history: history.results.parse(),
        stock: products.map((product) => product.stock_quantity),
      }
    },
    world.tenant,
    'read',
  )
}

/** What the work answers, or the code of its refusal. */
export async function attempt<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
