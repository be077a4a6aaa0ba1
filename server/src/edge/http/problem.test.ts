import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConnectionLost, DatabaseError } from '@stoa/tenancy'
import { Type } from 'typebox'
import { type Route, tenantRoute } from '#platform/contract'
import { statement } from '#platform/database'
import { asOwner, edgeWith, NoteLocked } from './edge-for-tests.ts'

function failing(handle: () => Promise<unknown>): Route {
  return tenantRoute({
    operation: 'notes.fail',
    method: 'GET',
    path: '/notes',
    tag: 'Notes',
    summary: 'Fail',
    answer: Type.Object({ a: Type.Integer() }),
    refuses: [NoteLocked],
    handle,
  })
}

async function answerTo(error: unknown) {
  const edge = edgeWith([
    failing(async () => {
      throw error
    }),
  ])
  const answer = await edge.app.inject({ url: '/api/v1/notes', headers: { ...asOwner, 'x-request-id': 'req-1' } })
  return { answer, problem: answer.json(), lines: edge.lines }
}

test('a refusal is an RFC 9457 problem with its code, page and request id', async () => {
  const { answer, problem, lines } = await answerTo(NoteLocked('Held by Ada.', { headers: { 'retry-after': '3' } }))
  assert.equal(answer.statusCode, 409)
  assert.match(answer.headers['content-type'] as string, /^application\/problem\+json/)
  assert.equal(answer.headers['retry-after'], '3')
  assert.deepEqual(problem, {
    type: '/errors/note.locked',
    title: 'The note is locked',
    status: 409,
    detail: 'Held by Ada.',
    code: 'note.locked',
    instance: 'req-1',
  })
  assert.equal(lines[0]?.request_id, 'req-1')
  assert.equal(lines[0]?.operation, 'notes.fail')
})

test('an unexpected error says nothing of the inside, and is logged with its stack', async () => {
  const inside = Object.assign(new Error('password=hunter2'), { code: 'EINSIDE', parameters: ['hunter3'] })
  const { answer, problem, lines } = await answerTo(inside)
  assert.equal(answer.statusCode, 500)
  assert.equal(problem.code, 'server.internal_error')
  assert.doesNotMatch(answer.body, /hunter|stack|node:/)
  const logged = JSON.stringify(lines)
  assert.match(logged, /problem\.test\.ts/)
  assert.doesNotMatch(logged, /hunter3/, 'values of a failed statement stay out of the log')
})

test('whatever is thrown is answered', async () => {
  for (const thrown of ['text', 5, { statusCode: 200 }, { code: 42 }, new Error('')]) {
    assert.equal((await answerTo(thrown)).answer.statusCode, 500)
  }
})

test('database trouble that passes is 503 with Retry-After', async () => {
  const passing = ['08006', '53300', '57P01', '57014', '55P03', '40001', '40P01'].map(
    (code) => new DatabaseError(new Map([['C', code]])),
  )
  for (const error of [...passing, new ConnectionLost()]) {
    const { answer } = await answerTo(error)
    assert.equal(answer.statusCode, 503, String(error.code))
    assert.equal(answer.headers['retry-after'], '1')
  }
  const bug = await answerTo(new DatabaseError(new Map([['C', '42601']])))
  assert.equal(bug.answer.statusCode, 500)
})

test('a database that is not there is 503', async () => {
  const one = statement<object, unknown>('notes.one', (db) => db.selectFrom('products').select('id'))
  const route = tenantRoute({
    operation: 'notes.read',
    method: 'GET',
    path: '/notes',
    tag: 'Notes',
    summary: 'Read',
    answer: Type.Object({}),
    refuses: [],
    handle: async ({ scope }) => scope.first(one, {}),
  })
  const answer = await edgeWith([route]).app.inject({ url: '/api/v1/notes', headers: asOwner })
  assert.equal(answer.statusCode, 503)
})

test('an answer that does not fit its schema is our fault', async () => {
  const edge = edgeWith([failing(async () => ({ b: 1 }))])
  const answer = await edge.app.inject({ url: '/api/v1/notes', headers: asOwner })
  assert.equal(answer.statusCode, 500)
})
