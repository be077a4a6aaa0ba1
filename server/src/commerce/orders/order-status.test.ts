import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#platform/contract'
import { forEachPlacement, worldIn } from '#testing'
import { createProduct } from '../catalogue/create-product.ts'
import { getProduct } from '../catalogue/get-product.ts'
import { changeOrderStatus } from './change-order-status.ts'
import { createOrder } from './create-order.ts'
import { getOrder } from './get-order.ts'
import { listOfOrder } from './list-of-order.ts'
import type { OrderHistoryEntry } from './order-history.ts'
import {
  isAllowed,
  type OrderStatus,
  type OrderTransition,
  orderTransitionNames,
  orderTransitions,
} from './order-states.ts'
import { orderHistoryList } from './store.ts'

forEachPlacement((placement) => {
  const world = worldIn(placement)

  /** An order of two pieces of a product that had five. */
  async function placeOrder() {
    const product = await world().scope((scope) =>
      createProduct(scope, {
        title: 'Linen shirt',
        price_amount_minor: 1999,
        currency: 'EUR',
        status: 'active',
        stock_quantity: 5,
      }),
    )
    const items = [{ product_id: product.id, quantity: 2 }]
    return world().scope((scope) => createOrder(scope, { items }))
  }

  type Placed = Awaited<ReturnType<typeof placeOrder>>

  async function look(order: Placed) {
    const product_id = order.items[0]!.product_id
    return world().scope(
      async (scope) => {
        const [now, history, product] = await Promise.all([
          getOrder(scope, order.id),
          listOfOrder(scope, orderHistoryList, order.id, { sort: 'order_version', limit: 200 }),
          getProduct(scope, product_id),
        ])
        return { order: now, history: history.results.parse(), stock: product.stock_quantity }
      },
      world().tenant,
      'read',
    )
  }

  /** The status after the transition, or the code of the refusal. */
  async function attempt(order: Placed, transition: OrderTransition, expectedVersion?: number) {
    try {
      const changed = await world().scope((scope) =>
        changeOrderStatus(scope, order.id, transition, { expectedVersion }),
      )
      return changed.status
    } catch (error) {
      if (error instanceof Refusal) return error.code
      throw error
    }
  }

  test('an order goes its way step by step, and its history says who, when and why', async () => {
    const { id } = await placeOrder()
    const nouns = ['confirmation', 'processing', 'shipment', 'delivery', 'return']
    for (const noun of nouns) {
      const options = { body: { reason: `because of ${noun}` } }
      const changed = await world().request('operator', 'PUT', `/orders/${id}/${noun}`, options)
      assert.equal(changed.statusCode, 200, changed.body)
      assert.equal(changed.json().items.length, 1)
    }
    const { userId } = await world().caller('operator')
    const history = await world().request('viewer', 'GET', `/orders/${id}/history`)
    assert.deepEqual(
      history
        .json()
        .results.map((step: OrderHistoryEntry) => [step.from_status, step.to_status, step.reason, step.actor_id]),
      [
        ['delivered', 'returned', 'because of return', userId],
        ['shipped', 'delivered', 'because of delivery', userId],
        ['processing', 'shipped', 'because of shipment', userId],
        ['confirmed', 'processing', 'because of processing', userId],
        ['pending', 'confirmed', 'because of confirmation', userId],
        [null, 'pending', null, null],
      ],
    )
  })

  test('no step asks for a body', async () => {
    const [delivered, cancelled] = [await placeOrder(), await placeOrder()]
    const nouns = ['confirmation', 'processing', 'shipment', 'delivery', 'return']
    const paths = [...nouns.map((noun) => `${delivered.id}/${noun}`), `${cancelled.id}/cancellation`]
    for (const path of paths) {
      const changed = await world().request('operator', 'PUT', `/orders/${path}`)
      assert.equal(changed.statusCode, 200, changed.body)
    }
    assert.ok((await look(cancelled)).history.every((step) => step.reason === null))
  })

  test('a step that the table does not know is refused and leaves no trace', async () => {
    const order = await placeOrder()
    const refused = await world().request('operator', 'PUT', `/orders/${order.id}/shipment`, { body: {} })
    assert.equal(refused.statusCode, 409)
    assert.equal(refused.json().code, 'order.transition_not_allowed')
    const { order: now, history } = await look(order)
    assert.deepEqual([now.status, now.version, history.length], ['pending', 1, 1])
  })

  test('who read an older version changes nothing', async () => {
    const order = await placeOrder()
    const options = { body: {}, headers: { 'if-match': '"1"' } }
    const confirmed = await world().request('operator', 'PUT', `/orders/${order.id}/confirmation`, options)
    assert.equal(confirmed.headers.etag, '"2"')
    const late = await world().request('operator', 'PUT', `/orders/${order.id}/cancellation`, options)
    assert.equal(late.statusCode, 412)
    assert.equal((await look(order)).order.status, 'confirmed')
  })

  test('of many who cancel at once one wins, and the stock comes back once', async () => {
    // Eight at once also open as many connections, so that the cancellations do not queue for one.
    const [order] = await Promise.all(Array.from({ length: 8 }, placeOrder))
    const answers = await Promise.all(Array.from({ length: 8 }, () => attempt(order!, 'cancel')))
    assert.equal(answers.filter((answer) => answer === 'cancelled').length, 1)
    assert.equal(answers.filter((answer) => answer === 'order.transition_not_allowed').length, 7)
    assert.equal((await look(order!)).stock, 5)
  })

  test('stock that was not tracked at the sale does not appear by a cancellation', async () => {
    const body = { title: 'Talk', price_amount_minor: 100, currency: 'EUR', status: 'active' as const }
    const product = await world().scope((scope) => createProduct(scope, body))
    const order = await world().scope((scope) =>
      createOrder(scope, { items: [{ product_id: product.id, quantity: 2 }] }),
    )
    await world().request('owner', 'PATCH', `/products/${product.id}`, { body: { stock_quantity: 7 } })
    assert.equal(await attempt(order, 'cancel'), 'cancelled')
    assert.equal((await look(order)).stock, 7)
  })

  /** Each round, some staff who all have seen the order as it is now act at once, with or without saying so. */
  const transition = fc.constantFrom(...orderTransitionNames)
  const round = fc.record({ isGuarded: fc.boolean(), attempts: fc.array(transition, { minLength: 1, maxLength: 4 }) })

  test('whatever staff do at once, the order takes one way through the table and stock is right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 6 }), async (rounds) => {
        const order = await placeOrder()
        let wins = 0
        for (const { isGuarded, attempts } of rounds) {
          const { order: seen } = await look(order)
          const version = isGuarded ? seen.version : undefined
          const answers = await Promise.all(attempts.map((transition) => attempt(order, transition, version)))
          const won = answers.filter((answer) => !answer.includes('.')).length
          if (isGuarded) assert.equal(won, attempts.some((it) => isAllowed(it, seen.status)) ? 1 : 0)
          wins += won
        }
        const { order: now, history, stock } = await look(order)
        assert.equal(history.length, wins + 1)
        assert.deepEqual([now.status, now.version], [replay(history), wins + 1])
        assert.equal(stock, now.status === 'cancelled' ? 5 : 3)
      }),
      { numRuns: 25 },
    )
  })
})

/** The model: follows the history from nothing, by the table alone, to the status it leads to. */
function replay([placed, ...steps]: readonly OrderHistoryEntry[]): OrderStatus {
  assert.deepEqual([placed!.from_status, placed!.to_status, placed!.order_version], [null, 'pending', 1])
  return steps.reduce((status: OrderStatus, step, index) => {
    const taken = orderTransitionNames.find((name) => orderTransitions[name].to === step.to_status)!
    assert.ok(isAllowed(taken, status), `${status} → ${step.to_status}`)
    assert.deepEqual([step.from_status, step.order_version], [status, index + 2])
    return step.to_status
  }, 'pending')
}
