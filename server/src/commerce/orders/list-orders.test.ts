import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'
import { createProduct } from '../catalogue/create-product.ts'
import { createOrder } from './create-order.ts'
import type { NewOrder } from './order.ts'

forEachPlacement((placement) => {
  let now = new Date('2026-11-20T00:00:00.000Z')
  const world = worldIn(placement, { clock: () => now })
  let productId: string | undefined

  async function place(fields: Partial<NewOrder> = {}) {
    productId ??= (
      await world().scope((scope) =>
        createProduct(scope, { title: 'Shirt', price_amount_minor: 1, currency: 'EUR', status: 'active' }),
      )
    ).id
    const items = [{ product_id: productId, quantity: 1 }]
    return world().scope((scope) => createOrder(scope, { items, ...fields }))
  }

  async function idsOf(query: Record<string, string>) {
    const answer = await world().request('viewer', 'GET', '/orders', { query })
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json().results.map((order: { id: string }) => order.id)
  }

  test('orders are found by when they were placed, from the first moment up to the second, in any time zone', async () => {
    now = new Date('2026-11-21T09:30:00.000Z')
    const first = await place()
    now = new Date('2026-11-21T09:30:00.001Z')
    const second = await place()
    const from = (placed_from: string, placed_to: string) => idsOf({ placed_from, placed_to, sort: 'placed_at' })
    assert.deepEqual(await from('2026-11-21T09:30:00Z', '2026-11-21T09:30:00.002Z'), [first.id, second.id])
    assert.deepEqual(await from('2026-11-21T10:30:00+01:00', '2026-11-21T04:00:00.001-05:30'), [first.id])
    assert.deepEqual(await from('2026-11-21T09:30:00.001Z', '2026-11-21T09:30:00.001Z'), [])
    for (const odd of ['yesterday', '2026-11-21', '2026-13-01T00:00:00Z', '0000-01-01T00:00:00Z']) {
      const answer = await world().request('viewer', 'GET', '/orders', { query: { placed_from: odd } })
      assert.equal(answer.statusCode, 422, odd)
    }
  })

  test('orders are found by the buyer’s address, whatever its case, and by number', async () => {
    const order = await place({ buyer_email: 'Ada@Example.com' })
    await place({ buyer_email: 'ada@example.org' })
    assert.equal(order.buyer_email, 'ada@example.com')
    assert.deepEqual(await idsOf({ buyer_email: 'ADA@example.COM' }), [order.id])
    assert.deepEqual(await idsOf({ number: String(order.number) }), [order.id])
    assert.deepEqual(await idsOf({ number: String(order.number), buyer_email: 'ada@example.org' }), [])
  })

  test('filters are joined with and, and hold across the pages of a cursor', async () => {
    const wanted = await Promise.all(
      Array.from({ length: 5 }, () => place({ tags: ['page', 'gift'], is_rush: true, due_at: '2026-11-01T00:00:00Z' })),
    )
    await place({ tags: ['page'] })
    await place({ tags: ['gift'], is_rush: true })
    const query = {
      tag: 'page',
      is_rush: 'true',
      is_overdue: 'true',
      status: 'pending',
      fulfilment_status: 'unfulfilled',
    }
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await world().request('viewer', 'GET', '/orders', {
        query: { ...query, limit: '2', sort: 'number', ...(cursor && { cursor }) },
      })
      assert.equal(page.json().paging.total, 5)
      found.push(...page.json().results.map((order: { id: string }) => order.id))
      cursor = page.json().paging.next_cursor
    } while (cursor)
    assert.deepEqual(
      found,
      wanted.toSorted((left, right) => left.number - right.number).map(({ id }) => id),
    )
  })
})
