import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOwner, edgeWith } from './edge-for-tests.ts'
import { traceIdOf } from './request-id.ts'

const { app, lines } = edgeWith()

test('a sane request id is kept, any other replaced', async () => {
  const idFor = async (given: string) => {
    const answer = await app.inject({ url: '/api/v1/notes', headers: { ...asOwner, 'x-request-id': given } })
    return answer.headers['x-request-id']
  }
  for (const sane of ['a', 'req-1:2.3_4', 'x'.repeat(128)]) assert.equal(await idFor(sane), sane)
  for (const other of ['', 'a b', 'x'.repeat(129), 'a"b', '<script>', 'é']) {
    const made = String(await idFor(other))
    assert.match(made, /^[\w-]{12}\.\w+$/, other)
    assert.notEqual(await idFor(other), made)
  }
})

test('a valid traceparent joins the log to the caller’s trace', async () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
  lines.length = 0
  await app.inject({ url: '/api/v1/notes', headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } })
  assert.equal(lines[0]?.trace_id, trace)
  const parent = '00f067aa0ba902b7'
  for (const bad of [
    '',
    'x',
    `ff-${trace}-${parent}-01`,
    `00-${'0'.repeat(32)}-${parent}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
  ]) {
    assert.equal(traceIdOf(bad), undefined, bad)
  }
})
