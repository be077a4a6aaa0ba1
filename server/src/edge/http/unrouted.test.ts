import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edgeWith, noteId, noteRoutes } from './edge-for-tests.ts'

const origin = 'https://shop.example.org'
const { app } = edgeWith(noteRoutes, { settings: { corsOrigins: [origin] } })

// method, path → status, Allow
const cases: [string, string, number, string | undefined][] = [
  ['GET', '/nowhere', 404, undefined],
  ['GET', '/api/v1/nowhere', 404, undefined],
  ['POST', '/api/v1/notes/1/2/3', 404, undefined],
  ['GET', '/api/v1/Notes', 404, undefined],
  ['PUT', '/api/v1/notes', 405, 'GET, HEAD, POST, OPTIONS'],
  ['DELETE', `/api/v1/notes/${noteId}`, 405, 'GET, HEAD, PATCH, OPTIONS'],
  ['GET', `/api/v1/notes/${noteId}/hold`, 405, 'PUT, OPTIONS'],
  ['PATCH', '/api/v1/tenants/acme/notes', 405, 'GET, HEAD, POST, OPTIONS'],
  ['TRACE', '/api/v1/notes', 405, 'GET, HEAD, POST, OPTIONS'],
  ['OPTIONS', '/api/v1/notes', 204, 'GET, HEAD, POST, OPTIONS'],
  ['OPTIONS', '/nowhere', 404, undefined],
]

test('a path that is not there is 404, a wrong method 405 with the right ones', async (t) => {
  for (const [method, url, status, allow] of cases) {
    await t.test(`${method} ${url}`, async () => {
      const answer = await app.inject({ method: method as 'GET', url })
      assert.equal(answer.statusCode, status)
      assert.equal(answer.headers.allow, allow)
      assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    })
  }
})

test('where nothing is routed a body makes no difference', async () => {
  for (const [type, payload] of [
    ['application/json', '{"ti'],
    ['text/plain', 'hi'],
    ['application/json', JSON.stringify('x'.repeat(2_000_000))],
  ]) {
    for (const [method, url, status] of [
      ['PUT', '/api/v1/notes', 405],
      ['POST', '/nowhere', 404],
    ] as const) {
      const answer = await app.inject({ method, url, headers: { 'content-type': type }, payload: payload! })
      assert.equal(answer.statusCode, status)
      assert.ok(answer.headers['x-request-id'])
      assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    }
  }
})

test('only a known origin may read answers from a browser, and never with credentials', async () => {
  const known = await app.inject({ url: '/api/v1/notes', headers: { origin } })
  assert.equal(known.headers['access-control-allow-origin'], origin)
  assert.match(known.headers['access-control-expose-headers'] as string, /etag/)
  for (const other of ['https://shop.example.org.evil.example', 'null', 'https://SHOP.example.org']) {
    const answer = await app.inject({ url: '/api/v1/notes', headers: { origin: other } })
    assert.equal(answer.headers['access-control-allow-origin'], undefined, other)
  }
  assert.equal(known.headers['access-control-allow-credentials'], undefined)
  assert.match(known.headers.vary as string, /Origin/)
})

test('a preflight is answered without asking who calls', async () => {
  const headers = { origin, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'if-match' }
  const answer = await app.inject({ method: 'OPTIONS', url: `/api/v1/notes/${noteId}`, headers })
  assert.equal(answer.statusCode, 204)
  assert.equal(answer.headers['access-control-allow-origin'], origin)
  assert.match(answer.headers['access-control-allow-headers'] as string, /if-match/)
  assert.match(answer.headers['access-control-allow-methods'] as string, /PATCH/)
})
