import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineRefusal } from '../refusal.ts'
import { problemOf } from './problem.ts'

test('a refusal goes out with all it says', () => {
  const errors = [{ path: '/body/a', message: 'is missing', code: 'required' }]
  const Refused = defineRefusal('thing.refused', 409, 'The thing is refused')
  const { status, headers, body } = problemOf(Refused('not today', { errors, headers: { 'retry-after': '5' } }))
  assert.equal(status, 409)
  assert.deepEqual(headers, { 'content-type': 'application/problem+json', 'retry-after': '5' })
  assert.deepEqual(JSON.parse(body), {
    type: 'about:blank',
    title: 'The thing is refused',
    status: 409,
    code: 'thing.refused',
    detail: 'not today',
    errors,
  })
})

test('any other error goes out without a word of the inside', () => {
  for (const error of [new Error('password authentication failed for stoa_app'), 'secret', undefined]) {
    const { status, body } = problemOf(error)
    assert.equal(status, 500)
    assert.deepEqual(JSON.parse(body), {
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      code: 'internal',
    })
  }
})
