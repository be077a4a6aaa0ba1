import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'
import { look, orderAtWork } from '../order-at-work-for-tests.ts'

forEachPlacement((placement) => {
  const world = worldIn(placement)

  async function addNote(orderId: string, body: object, role: 'operator' | 'admin' = 'operator') {
    const made = await world().request(role, 'POST', `/orders/${orderId}/notes`, { body })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  async function notesOf(orderId: string, query: Record<string, string> = {}) {
    return (await world().request('viewer', 'GET', `/orders/${orderId}/notes`, { query })).json().results
  }

  test('notes are kept with who wrote them and when, newest first, and those the buyer may read apart', async () => {
    const { id } = await orderAtWork(world(), [1])
    const first = await addNote(id, { text: 'Rang the buyer.\nAny colour will do.' })
    const second = await addNote(id, { text: 'It leaves on Monday.', is_buyer_visible: true }, 'admin')
    const { userId } = await world().caller('operator')
    assert.deepEqual([first.author_id, first.is_buyer_visible, first.order_id], [userId, false, id])
    assert.deepEqual(await notesOf(id), [second, first])
    assert.deepEqual((await world().request('viewer', 'GET', `/order-notes/${first.id}`)).json(), first)
    assert.deepEqual(await notesOf(id, { is_buyer_visible: 'true' }), [second])
  })

  test('only who wrote a note can delete it; the history keeps that it was there', async () => {
    const { id } = await orderAtWork(world(), [1], [])
    const note = await addNote(id, { text: 'Wrong order' })
    const path = `/order-notes/${note.id}`
    const refused = await world().request('owner', 'DELETE', path)
    assert.deepEqual([refused.statusCode, refused.json().code], [403, 'order_note.not_yours'])
    assert.equal((await world().request('operator', 'DELETE', path)).statusCode, 204)
    assert.deepEqual(await notesOf(id), [])
    const { history, order } = await look(world(), { id })
    assert.deepEqual(
      history.map((step) => [step.order_version, step.event, step.subject_id]),
      [
        [1, 'status_changed', null],
        [2, 'note_added', note.id],
        [3, 'note_deleted', note.id],
      ],
    )
    assert.equal(order.version, 3)
  })

  test('notes added and deleted at once all count once', async () => {
    const { id } = await orderAtWork(world(), [1], [])
    const notes = await Promise.all(Array.from({ length: 6 }, (_, index) => addNote(id, { text: `Note ${index}` })))
    const path = `/order-notes/${notes[0].id}`
    const deleted = await Promise.all([1, 2, 3].map(() => world().request('operator', 'DELETE', path)))
    assert.deepEqual(deleted.map(({ statusCode }) => statusCode).sort(), [204, 404, 404])
    assert.equal((await notesOf(id)).length, 5)
    const { history, order } = await look(world(), { id })
    assert.deepEqual([history.length, order.version], [8, 8])
  })

  test('a note says something, and not everything', async () => {
    const { id } = await orderAtWork(world(), [1], [])
    for (const text of ['', ' \n ', 'x'.repeat(5001), 'a\u0000b', 7]) {
      const refused = await world().request('operator', 'POST', `/orders/${id}/notes`, { body: { text } })
      assert.equal(refused.statusCode, 422, JSON.stringify(text).slice(0, 20))
    }
  })

  test('another tenant’s notes are not there, and sellers have none', async () => {
    const { id } = await orderAtWork(world(), [1], [])
    const note = await addNote(id, { text: 'Ours' })
    const body = { text: 'Theirs' }
    for (const [method, path, options] of [
      ['GET', `/orders/${id}/notes`, {}],
      ['POST', `/orders/${id}/notes`, { body }],
      ['GET', `/order-notes/${note.id}`, {}],
      ['DELETE', `/order-notes/${note.id}`, {}],
    ] as const) {
      assert.equal((await world().neighbourRequest('owner', method, path, options)).statusCode, 404, path)
      assert.equal((await world().request('seller', method, path, options)).statusCode, 403, path)
    }
    assert.deepEqual(await notesOf(id), [note])
  })
})
