import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestHash } from './request-hash.ts'

const reference = requestHash('POST', '/orders', { a: 1, b: { c: [1, 'x'], d: null } })

test('the order of members and the form of numbers make no difference', () => {
  const body = JSON.parse('{ "b": {"d":null, "c":[1.0,"\\u0078"]}, "a": 1e0 }')
  assert.equal(requestHash('POST', '/orders', body), reference)
})

const others: [string, string, unknown][] = [
  ['POST', '/orders', { a: 1, b: { c: ['x', 1], d: null } }],
  ['POST', '/orders', { a: 1, b: { c: [1, 'x'] } }],
  ['POST', '/orders', { a: '1', b: { c: [1, 'x'], d: null } }],
  ['POST', '/products', { a: 1, b: { c: [1, 'x'], d: null } }],
  ['POST', '/orders?dry=true', { a: 1, b: { c: [1, 'x'], d: null } }],
  ['PUT', '/orders', { a: 1, b: { c: [1, 'x'], d: null } }],
  ['POST', '/orders', undefined],
]

for (const [method, url, body] of others) {
  test(`${method} ${url} ${JSON.stringify(body)} is another request`, () => {
    assert.notEqual(requestHash(method, url, body), reference)
  })
}
