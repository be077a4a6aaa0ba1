import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { forEachPlacement, worldIn } from '#testing'
import { changeOrderStatus } from '../change-order-status.ts'
import { attempt, look, orderAtWork, stockAtFirst } from '../order-at-work-for-tests.ts'
import { isAllowed, orderTransitionNames, orderTransitions } from '../order-states.ts'
import { changeFulfilmentStatus } from './change-fulfilment.ts'
import { createFulfilment } from './create-fulfilment.ts'
import { fulfilmentTransitionNames } from './fulfilment-states.ts'

type Seen = Awaited<ReturnType<typeof look>>

forEachPlacement((placement) => {
  const world = worldIn(placement)

  function request(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object) {
    return world().request('operator', method, path, body && { body })
  }

  async function fulfil(orderId: string, body: object = {}) {
    const made = await request('POST', `/orders/${orderId}/fulfilments`, body)
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  async function statuses(orderId: string) {
    const { status, fulfilment_status } = (await request('GET', `/orders/${orderId}`)).json()
    return [status, fulfilment_status]
  }

  test('an order leaves in parcels: partly fulfilled with the first, shipped with the last, delivered with all', async () => {
    const { id, items } = await orderAtWork(world(), [3, 2])
    const first = await fulfil(id, {
      items: [{ order_item_id: items[0]!.id, quantity: 2 }],
      is_shipped: true,
      carrier: 'DHL',
      tracking_number: 'JD014600003884751937',
      tracking_url: 'https://example.com/JD014600003884751937',
    })
    assert.deepEqual([first.status, first.carrier, first.shipped_at], ['shipped', 'DHL', first.created_at])
    assert.deepEqual(await statuses(id), ['processing', 'partial'])
    const rest = await fulfil(id)
    assert.deepEqual(
      rest.items.map((item: { quantity: number }) => item.quantity),
      [1, 2],
    )
    assert.deepEqual(await statuses(id), ['processing', 'partial'])
    await request('PUT', `/fulfilments/${first.id}/delivery`)
    const shipped = await request('PUT', `/fulfilments/${rest.id}/shipment`)
    assert.deepEqual([shipped.json().status, shipped.headers.etag], ['shipped', '"2"'])
    assert.deepEqual(await statuses(id), ['shipped', 'fulfilled'])
    await request('PUT', `/fulfilments/${rest.id}/delivery`)
    assert.deepEqual(await statuses(id), ['delivered', 'fulfilled'])
    const { history, fulfilments } = await look(world(), { id })
    assert.deepEqual(
      history.slice(3).map((step) => [step.event, step.subject_id, step.to_status]),
      [
        ['fulfilment_shipped', first.id, 'processing'],
        ['fulfilment_added', rest.id, 'processing'],
        ['fulfilment_delivered', first.id, 'processing'],
        ['fulfilment_shipped', rest.id, 'shipped'],
        ['fulfilment_delivered', rest.id, 'delivered'],
      ],
    )
    assert.deepEqual((await request('GET', `/fulfilments/${first.id}`)).json(), fulfilments[0])
  })

  test('when everything came back the order is returned, and stock stays as it is', async () => {
    const { id, items } = await orderAtWork(world(), [2])
    const half = { items: [{ order_item_id: items[0]!.id, quantity: 1 }], is_shipped: true }
    const [first, second] = [await fulfil(id, half), await fulfil(id, half)]
    await request('PUT', `/fulfilments/${first.id}/return`)
    assert.deepEqual(await statuses(id), ['shipped', 'fulfilled'])
    await request('PUT', `/fulfilments/${second.id}/return`)
    assert.deepEqual(await statuses(id), ['returned', 'fulfilled'])
    assert.deepEqual((await look(world(), { id })).stock, [stockAtFirst - 2])
  })

  test('the whole order shipped, delivered and returned says the same of its fulfilments', async () => {
    const { id, items } = await orderAtWork(world(), [3])
    await fulfil(id, { items: [{ order_item_id: items[0]!.id, quantity: 1 }] })
    for (const [noun, wanted] of [
      ['shipment', 'shipped'],
      ['delivery', 'delivered'],
      ['return', 'returned'],
    ]) {
      assert.equal((await request('PUT', `/orders/${id}/${noun}`)).statusCode, 200)
      const { fulfilments, order } = await look(world(), { id })
      assert.deepEqual(
        fulfilments.map(({ status, items }) => [status, items[0]!.quantity]),
        [
          [wanted, 1],
          [wanted, 2],
        ],
      )
      assert.deepEqual([order.status, order.fulfilment_status], [wanted, 'fulfilled'])
    }
  })

  test('no fulfilment holds more than is left, another order’s items, or anything before its order is processed', async () => {
    const { id, items } = await orderAtWork(world(), [3])
    const other = await orderAtWork(world(), [1], ['confirm'])
    const lines = (...quantities: number[]) => ({
      items: quantities.map((quantity) => ({ order_item_id: items[0]!.id, quantity })),
    })
    const refusal = async (orderId: string, body: object) => {
      const { statusCode, ...answer } = await request('POST', `/orders/${orderId}/fulfilments`, body)
      return [statusCode, answer.json().code]
    }
    assert.deepEqual(await refusal(id, lines(4)), [409, 'fulfilment.quantity_not_left'])
    assert.deepEqual(await refusal(id, lines(2, 2)), [409, 'fulfilment.quantity_not_left'])
    assert.deepEqual(await refusal(id, lines(1_000_000, 1)), [422, 'order.quantity_too_large'])
    for (const quantity of [0, -1, 1.5, 9e15]) assert.equal((await refusal(id, lines(quantity)))[0], 422)
    const foreign = { items: [{ order_item_id: other.items[0]!.id, quantity: 1 }] }
    assert.deepEqual(await refusal(id, foreign), [422, 'fulfilment.item_unknown'])
    assert.deepEqual(await refusal(other.id, {}), [409, 'fulfilment.order_not_processed'])
    await fulfil(id, lines(1, 2))
    assert.deepEqual(await refusal(id, {}), [409, 'fulfilment.quantity_not_left'])
  })

  test('a cancelled fulfilment gives its quantities back, and only an open one can be cancelled', async () => {
    const { id } = await orderAtWork(world(), [3])
    const first = await fulfil(id)
    await request('PUT', `/fulfilments/${first.id}/cancellation`)
    const second = await fulfil(id, { is_shipped: true })
    assert.deepEqual(second.items, first.items)
    const refused = await request('PUT', `/fulfilments/${second.id}/cancellation`)
    assert.deepEqual([refused.statusCode, refused.json().code], [409, 'fulfilment.transition_not_allowed'])
    assert.deepEqual((await look(world(), { id })).stock, [stockAtFirst - 3])
  })

  test('tracking is corrected in any state; who read an older version changes nothing', async () => {
    const { id } = await orderAtWork(world(), [1])
    const made = await fulfil(id, { is_shipped: true, carrier: 'DHL' })
    const options = { body: { carrier: null, tracking_number: '1Z' }, headers: { 'if-match': '"1"' } }
    const changed = await world().request('operator', 'PATCH', `/fulfilments/${made.id}`, options)
    assert.deepEqual(
      [changed.json().carrier, changed.json().tracking_number, changed.json().items],
      [null, '1Z', made.items],
    )
    assert.equal((await world().request('operator', 'PATCH', `/fulfilments/${made.id}`, options)).statusCode, 412)
    for (const tracking_url of ['javascript:alert(1)', 'ftp://example.com/', `https://e.com/${'x'.repeat(2048)}`]) {
      assert.equal((await request('PATCH', `/fulfilments/${made.id}`, { tracking_url })).statusCode, 422)
    }
  })

  test('an order of which something was shipped and not returned cannot be cancelled', async () => {
    const { id, items } = await orderAtWork(world(), [5])
    const [line] = items.map((item) => ({ order_item_id: item.id, quantity: 2 }))
    const sent = await fulfil(id, { items: [line], is_shipped: true })
    const open = await fulfil(id, { items: [line] })
    const refused = await request('PUT', `/orders/${id}/cancellation`)
    assert.deepEqual([refused.statusCode, refused.json().code], [409, 'order.partly_shipped'])
    await request('PUT', `/fulfilments/${sent.id}/return`)
    assert.equal((await request('PUT', `/orders/${id}/cancellation`)).statusCode, 200)
    const { stock, fulfilments } = await look(world(), { id })
    assert.deepEqual(stock, [stockAtFirst - 2])
    assert.equal(fulfilments.find((one) => one.id === open.id)?.status, 'cancelled')
  })

  test('parcels made at once wait for each other and share what is left', async () => {
    const { id, items } = await orderAtWork(world(), [3])
    const one = { items: [{ order_item_id: items[0]!.id, quantity: 1 }] }
    const made = Array.from({ length: 8 }, () => attempt(world().scope((scope) => createFulfilment(scope, id, one))))
    const refused = (await Promise.all(made)).filter((answer) => typeof answer === 'string')
    assert.deepEqual(refused, Array(5).fill('fulfilment.quantity_not_left'))
  })

  test('of many who fulfil and cancel at once, what was not shipped comes back once', async () => {
    const { id, items } = await orderAtWork(world(), [4])
    const line = { order_item_id: items[0]!.id, quantity: 3 }
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () =>
        attempt(world().scope((scope) => createFulfilment(scope, id, { items: [line], is_shipped: true }))),
      ),
      ...Array.from({ length: 4 }, () => attempt(world().scope((scope) => changeOrderStatus(scope, id, 'cancel')))),
    ])
    assert.equal(answers.filter((answer) => typeof answer !== 'string').length, 1)
    const { order, stock } = await look(world(), { id })
    assert.deepEqual(stock, [order.status === 'cancelled' ? stockAtFirst : stockAtFirst - 4])
  })

  test('another tenant’s fulfilment is not there, sellers have none, and viewers change none', async () => {
    const { id } = await orderAtWork(world(), [1])
    const made = await fulfil(id)
    for (const [method, path] of [
      ['GET', `/orders/${id}/fulfilments`],
      ['POST', `/orders/${id}/fulfilments`],
      ['GET', `/fulfilments/${made.id}`],
      ['PATCH', `/fulfilments/${made.id}`],
      ['PUT', `/fulfilments/${made.id}/shipment`],
    ] as const) {
      const options = method === 'POST' || method === 'PATCH' ? { body: {} } : {}
      assert.equal((await world().neighbourRequest('owner', method, path, options)).statusCode, 404, path)
      assert.equal((await world().request('seller', method, path, options)).statusCode, 403, path)
      const viewed = await world().request('viewer', method, path, options)
      assert.equal(viewed.statusCode, method === 'GET' ? 200 : 403, path)
    }
  })

  /** What somebody does to the order: parcel something, take a step with one of its parcels, or with all of it. */
  const doing = fc.oneof(
    fc.record({
      kind: fc.constant('parcel' as const),
      quantities: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
      is_shipped: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('step' as const),
      which: fc.nat(5),
      transition: fc.constantFrom(...fulfilmentTransitionNames),
    }),
    fc.record({ kind: fc.constant('order' as const), transition: fc.constantFrom(...orderTransitionNames) }),
  )
  const round = fc.array(doing, { minLength: 1, maxLength: 4 })

  test('whatever staff do at once, no more is fulfilled than was ordered, and order, parcels, history and stock agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 6 }), async (rounds) => {
        const order = await orderAtWork(world(), [3, 4])
        let seen = await look(world(), order)
        for (const deeds of rounds) {
          const known = seen
          await Promise.all(deeds.map((deed) => attempt(perform(deed, known))))
          seen = await look(world(), order)
          assertAgreement(seen)
        }
      }),
      { numRuns: 25 },
    )
  })

  type Deed = typeof doing extends fc.Arbitrary<infer T> ? T : never

  function perform(deed: Deed, { order, fulfilments }: Seen): Promise<unknown> {
    return world().scope(async (scope): Promise<unknown> => {
      if (deed.kind === 'order') return changeOrderStatus(scope, order.id, deed.transition)
      if (deed.kind === 'parcel') {
        const items = deed.quantities.map((quantity, index) => ({ order_item_id: order.items[index]!.id, quantity }))
        return createFulfilment(scope, order.id, { items, is_shipped: deed.is_shipped })
      }
      const chosen = fulfilments[deed.which % Math.max(fulfilments.length, 1)]
      return chosen && changeFulfilmentStatus(scope, chosen.id, deed.transition)
    })
  }
})

/** What must be true of an order at every moment. */
function assertAgreement({ order, fulfilments, history, stock }: Seen): void {
  for (const [index, item] of order.items.entries()) {
    const sumOf = (statuses: string[]) =>
      fulfilments
        .filter(({ status }) => statuses.includes(status))
        .flatMap(({ items }) => items.filter((line) => line.order_item_id === item.id))
        .reduce((sum, line) => sum + line.quantity, 0)
    const shipped = sumOf(['shipped', 'delivered', 'returned'])
    const allotted = shipped + sumOf(['open'])
    assert.ok(allotted <= item.quantity, `${allotted} of ${item.quantity}`)
    assert.deepEqual([item.allotted_quantity, item.shipped_quantity], [allotted, shipped])
    const restocked = order.status === 'cancelled' ? item.quantity - shipped : 0
    assert.equal(stock[index], stockAtFirst - item.quantity + restocked)
  }
  const ordered = order.items.reduce((sum, item) => sum + item.quantity, 0)
  const shipped = order.items.reduce((sum, item) => sum + item.shipped_quantity, 0)
  const wanted = shipped === 0 ? 'unfulfilled' : shipped === ordered ? 'fulfilled' : 'partial'
  assert.equal(order.fulfilment_status, wanted)
  assert.equal(['shipped', 'delivered', 'returned'].includes(order.status), wanted === 'fulfilled')
  assert.ok(order.status === 'processing' || fulfilments.every(({ status }) => status !== 'open'))
  assertHistory(order, history)
}

/** Every version of the order has its step, and each change of status is one the table knows. */
function assertHistory(order: Seen['order'], history: Seen['history']): void {
  assert.deepEqual(
    history.map((step) => step.order_version),
    Array.from({ length: order.version }, (_, index) => index + 1),
  )
  history.slice(1).forEach((step, index) => {
    const before = history[index]!.to_status
    assert.equal(step.from_status, before)
    const taken = orderTransitionNames.find((name) => orderTransitions[name].to === step.to_status)!
    assert.ok(step.to_status === before || isAllowed(taken, before), `${before} → ${step.to_status}`)
  })
  assert.equal(history.at(-1)!.to_status, order.status)
}
