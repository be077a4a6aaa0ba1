import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/contract'
import { forEachPlacement, worldIn } from '#testing'
import { look, orderAtWork, stockAtFirst } from './order-at-work-for-tests.ts'

forEachPlacement((placement) => {
  const world = worldIn(placement)

  async function change(orders: object[], { atomic = false, ...fields }: { atomic?: boolean; reason?: string } = {}) {
    const options = { body: { orders, ...fields }, query: { atomic: String(atomic) } }
    const answer = await world().request('operator', 'POST', '/orders/bulk/status', options)
    assert.equal(answer.statusCode, 207, answer.body)
    return answer.json().results.map(({ detail: _, ...result }: { detail?: string }) => result)
  }

  test('each order goes its own way, and each row says how it ended', async () => {
    const [confirmed, late, moved] = await Promise.all([1, 2, 3].map(() => orderAtWork(world(), [2], [])))
    const missing = newId()
    const results = await change(
      [
        { id: confirmed!.id, status: 'confirmed', version: 1 },
        { id: late!.id, status: 'confirmed', version: 2 },
        { id: moved!.id, status: 'delivered' },
        { id: missing, status: 'confirmed' },
        { id: confirmed!.id, status: 'processing' },
        { id: late!.id, status: 'cancelled' },
      ],
      { reason: 'Monday' },
    )
    assert.deepEqual(results, [
      { index: 0, id: confirmed!.id, status: 200 },
      { index: 1, id: late!.id, status: 412, code: 'row.version_stale' },
      { index: 2, id: moved!.id, status: 409, code: 'order.transition_not_allowed' },
      { index: 3, id: missing, status: 404, code: 'order.not_found' },
      { index: 4, id: confirmed!.id, status: 422, code: 'bulk.row_repeated' },
      { index: 5, id: late!.id, status: 422, code: 'bulk.row_repeated' },
    ])
    const { order, history } = await look(world(), confirmed!)
    assert.deepEqual([order.status, order.version, history.at(-1)!.reason], ['confirmed', 2, 'Monday'])
    for (const other of [late!, moved!]) assert.equal((await look(world(), other)).order.version, 1)
  })

  test('an atomic call changes all orders or none', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => orderAtWork(world(), [2], [])))
    const wrong = [
      { id: first!.id, status: 'cancelled' },
      { id: second!.id, status: 'shipped' },
    ]
    assert.deepEqual(await change(wrong, { atomic: true }), [
      { index: 0, id: first!.id, status: 424, code: 'bulk.not_done' },
      { index: 1, id: second!.id, status: 409, code: 'order.transition_not_allowed' },
    ])
    assert.deepEqual((await look(world(), first!)).stock, [stockAtFirst - 2])
    const right = [first!, second!].map(({ id }) => ({ id, status: 'cancelled' }))
    assert.deepEqual(
      (await change(right, { atomic: true })).map((result: { status: number }) => result.status),
      [200, 200],
    )
    for (const order of [first!, second!]) assert.deepEqual((await look(world(), order)).stock, [stockAtFirst])
  })

  test('calls about the same orders in any order never wait in a circle; each order is cancelled and restocked once', async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, () => orderAtWork(world(), [2, 3])))
    const rows = orders.map(({ id }) => ({ id, status: 'cancelled' }))
    const calls = rows.map((_, turn) => change([...rows.slice(turn), ...rows.slice(0, turn)]))
    const results = (await Promise.all(calls)).flat() as { id: string; status: number }[]
    for (const order of orders) {
      const own = results.filter(({ id }) => id === order.id).map(({ status }) => status)
      assert.deepEqual(own.sort(), [200, 409, 409, 409, 409, 409])
      assert.deepEqual((await look(world(), order)).stock, [stockAtFirst, stockAtFirst])
    }
  })

  test('shipping many ships what each has left; the same Idempotency-Key does it once', async () => {
    const orders = await Promise.all([1, 2].map(() => orderAtWork(world(), [2])))
    const body = { orders: orders.map(({ id }) => ({ id, status: 'shipped' })) }
    const options = { body, headers: { 'idempotency-key': 'ship-both' } }
    const first = await world().request('operator', 'POST', '/orders/bulk/status', options)
    const again = await world().request('operator', 'POST', '/orders/bulk/status', options)
    assert.deepEqual([again.statusCode, again.json()], [207, first.json()])
    for (const order of orders) {
      const { fulfilments, order: now } = await look(world(), order)
      assert.deepEqual([now.status, now.fulfilment_status, fulfilments.length], ['shipped', 'fulfilled', 1])
    }
  })

  test('another tenant’s orders are missing, viewers and sellers change none, and a call has 1 to 100 rows', async () => {
    const { id } = await orderAtWork(world(), [1], [])
    const body = { orders: [{ id, status: 'confirmed' }] }
    const theirs = await world().neighbourRequest('owner', 'POST', '/orders/bulk/status', { body })
    assert.equal(theirs.json().results[0].code, 'order.not_found')
    for (const role of ['viewer', 'seller'] as const) {
      assert.equal((await world().request(role, 'POST', '/orders/bulk/status', { body })).statusCode, 403)
    }
    for (const orders of [[], Array(101).fill(body.orders[0]), [{ id, status: 'pending' }]]) {
      const refused = await world().request('operator', 'POST', '/orders/bulk/status', { body: { orders } })
      assert.equal(refused.statusCode, 422)
    }
    assert.equal((await look(world(), { id })).order.status, 'pending')
  })
})
