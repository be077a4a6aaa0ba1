import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { forEachPlacement, type Method, worldIn } from '#testing'
import { look, orderAtWork } from './order-at-work-for-tests.ts'
import { orderStatuses } from './order-states.ts'
import { isOverdue, unshippedStatuses } from './overdue.ts'

test('an order is overdue from the moment after it was due until it is shipped or cancelled', () => {
  const due_at = '2026-11-21T09:30:00.000Z'
  for (const status of orderStatuses) {
    const isOpen = ['pending', 'confirmed', 'processing'].includes(status)
    assert.equal(isOverdue({ due_at, status }, due_at), false)
    assert.equal(isOverdue({ due_at, status }, '2026-11-21T09:30:00.001Z'), isOpen)
    assert.equal(isOverdue({ due_at: null, status }, '2999-01-01T00:00:00.000Z'), false)
  }
  assert.deepEqual(unshippedStatuses, ['pending', 'confirmed', 'processing'])
})

forEachPlacement((placement) => {
  let now = new Date()
  const world = worldIn(placement, { clock: () => now })

  async function call(method: Method, path: string, options: object = {}) {
    const answer = await world().request('operator', method, path, options)
    assert.ok(answer.statusCode < 300, answer.body)
    return answer.json()
  }

  async function idsOf(query: Record<string, string>) {
    const { results, paging } = await call('GET', '/orders', { query })
    assert.equal(paging.total, results.length)
    return results.map((order: { id: string }) => order.id)
  }

  describe('tags', () => {
    test('are added and removed one by one, each once, and find the order again', async () => {
      const { id } = await orderAtWork(world(), [1], [])
      await call('PUT', `/orders/${id}/tags/gift`)
      const twice = await call('PUT', `/orders/${id}/tags/gift`)
      assert.deepEqual([twice.tags, twice.version], [['gift'], 2])
      const both = await call('PUT', `/orders/${id}/tags/${encodeURIComponent('été / 50 %')}`)
      assert.deepEqual(both.tags, ['gift', 'été / 50 %'])
      assert.deepEqual(await idsOf({ tag: 'été / 50 %' }), [id])
      assert.deepEqual(await idsOf({ tag: 'gif' }), [])
      await call('DELETE', `/orders/${id}/tags/gift`)
      const removed = await call('DELETE', `/orders/${id}/tags/gift`)
      assert.deepEqual([removed.tags, removed.version], [['été / 50 %'], 4])
      assert.deepEqual(
        (await look(world(), { id })).history.slice(1).map((step) => [step.event, step.detail]),
        [
          ['tag_added', 'gift'],
          ['tag_added', 'été / 50 %'],
          ['tag_removed', 'gift'],
        ],
      )
    })

    test('of the longest there are come off again as they went on, whatever they are written in', async () => {
      const { id } = await orderAtWork(world(), [1], [])
      for (const letter of ['x', '🎁', '/', '%', 'é']) {
        const path = `/orders/${id}/tags/${encodeURIComponent(letter.repeat(64))}`
        assert.deepEqual((await call('PUT', path)).tags, [letter.repeat(64)])
        assert.deepEqual((await call('DELETE', path)).tags, [])
        const longer = await world().request(
          'operator',
          'PUT',
          `/orders/${id}/tags/${encodeURIComponent(letter.repeat(65))}`,
        )
        assert.deepEqual([longer.statusCode, longer.json().code], [422, 'request.invalid'])
      }
    })

    const mark = fc.record({ tag: fc.constantFrom('a', 'b', 'c'), isAdded: fc.boolean() })

    test('added and removed at once are never lost or doubled, and the history tells how they came to be', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(mark, { minLength: 1, maxLength: 8 }), async (marks) => {
          const { id } = await orderAtWork(world(), [1], [])
          await Promise.all(
            marks.map(({ tag, isAdded }) => call(isAdded ? 'PUT' : 'DELETE', `/orders/${id}/tags/${tag}`)),
          )
          const { order, history } = await look(world(), { id })
          const replayed: string[] = []
          for (const { event, detail } of history.slice(1)) {
            assert.equal(replayed.includes(detail!), event === 'tag_removed')
            if (event === 'tag_added') replayed.push(detail!)
            else replayed.splice(replayed.indexOf(detail!), 1)
          }
          assert.deepEqual([order.tags, order.version], [replayed, history.length])
        }),
        { numRuns: 10 },
      )
    })

    test('are 50 at most, however many are added at once', async () => {
      const { id } = await orderAtWork(world(), [1], [])
      for (let count = 0; count < 48; count++) await call('PUT', `/orders/${id}/tags/t${count}`)
      const answers = await Promise.all(
        [1, 2, 3, 4, 5].map((more) => world().request('operator', 'PUT', `/orders/${id}/tags/more-${more}`)),
      )
      const refused = answers.filter(({ statusCode }) => statusCode === 409)
      assert.deepEqual(
        refused.map((answer) => answer.json().code),
        Array(3).fill('order.too_many_tags'),
      )
      assert.equal((await look(world(), { id })).order.tags.length, 50)
    })
  })

  test('rush is set and cleared by staff, once each, and found', async () => {
    const { id } = await orderAtWork(world(), [1], [])
    assert.equal((await call('PUT', `/orders/${id}/rush`)).is_rush, true)
    assert.equal((await call('PUT', `/orders/${id}/rush`)).version, 2)
    assert.deepEqual(await idsOf({ is_rush: 'true' }), [id])
    assert.equal((await idsOf({ is_rush: 'false' })).includes(id), false)
    assert.equal((await call('DELETE', `/orders/${id}/rush`)).is_rush, false)
    assert.equal((await world().request('viewer', 'PUT', `/orders/${id}/rush`)).statusCode, 403)
    assert.deepEqual(
      (await look(world(), { id })).history.slice(1).map((step) => step.event),
      ['rush_set', 'rush_cleared'],
    )
  })

  test('an order is overdue when the clock passes its due date, given in any time zone, until it is shipped', async () => {
    const { id } = await orderAtWork(world(), [1])
    const due = new Date(now.getTime() + 60_000)
    const due_at = `${new Date(due.getTime() + 5.5 * 3_600_000).toISOString().slice(0, -1)}+05:30`
    const set = await call('PUT', `/orders/${id}/due-date`, { body: { due_at } })
    assert.deepEqual([set.due_at, set.is_overdue], [due.toISOString(), false])
    assert.equal(
      (await call('PUT', `/orders/${id}/due-date`, { body: { due_at: due.toISOString() } })).version,
      set.version,
    )
    assert.deepEqual(await idsOf({ is_overdue: 'true' }), [])
    const known = { headers: { 'if-none-match': `"${set.version}"` } }
    assert.equal((await call('GET', `/orders/${id}`, known)).is_overdue, false)
    now = new Date(due.getTime() + 1)
    assert.equal((await call('GET', `/orders/${id}`, known)).is_overdue, true)
    assert.deepEqual(await idsOf({ is_overdue: 'true' }), [id])
    assert.equal((await idsOf({ is_overdue: 'false' })).includes(id), false)
    const [listed] = (await call('GET', '/orders', { query: { is_overdue: 'true' } })).results
    const { items: _, ...read } = await call('GET', `/orders/${id}`)
    assert.deepEqual([listed, read.is_overdue], [read, true])
    await call('PUT', `/orders/${id}/shipment`)
    assert.deepEqual(await idsOf({ is_overdue: 'true' }), [])
    const cleared = await call('DELETE', `/orders/${id}/due-date`)
    assert.deepEqual([cleared.due_at, cleared.is_overdue], [null, false])
  })

  test('a due date is a moment of the calendar', async () => {
    const { id } = await orderAtWork(world(), [1], [])
    for (const due_at of [
      '0001-01-01T00:00:00+14:00',
      '9999-12-31T23:59:59-14:00',
      '2026-02-30T00:00:00Z',
      '2026-12-31T23:59:60Z',
      '2026-12-31',
      1e12,
    ]) {
      const refused = await world().request('operator', 'PUT', `/orders/${id}/due-date`, { body: { due_at } })
      assert.equal(refused.statusCode, 422, String(due_at))
    }
  })

  test('who read an older version marks nothing', async () => {
    const { id } = await orderAtWork(world(), [1], [])
    const headers = { 'if-match': '"1"' }
    await call('PUT', `/orders/${id}/rush`, { headers })
    for (const [method, path] of [
      ['PUT', 'rush'],
      ['DELETE', 'rush'],
      ['DELETE', 'due-date'],
    ] as const) {
      const late = await world().request('operator', method, `/orders/${id}/${path}`, { headers })
      assert.equal(late.statusCode, 412, path)
    }
  })

  test('another tenant’s order is not there to be marked, and not found by its marks', async () => {
    const { id } = await orderAtWork(world(), [1], [])
    await call('PUT', `/orders/${id}/tags/ours`)
    for (const [method, path, options] of [
      ['PUT', 'tags/theirs', {}],
      ['DELETE', 'tags/ours', {}],
      ['PUT', 'rush', {}],
      ['DELETE', 'rush', {}],
      ['PUT', 'due-date', { body: { due_at: '2026-11-21T09:30:00Z' } }],
      ['DELETE', 'due-date', {}],
    ] as const) {
      const answer = await world().neighbourRequest('owner', method, `/orders/${id}/${path}`, options)
      assert.equal(answer.statusCode, 404, path)
    }
    const query = { tag: 'ours' }
    assert.deepEqual((await world().neighbourRequest('owner', 'GET', '/orders', { query })).json().results, [])
  })
})
