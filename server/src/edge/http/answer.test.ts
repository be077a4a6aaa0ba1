import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { Type } from 'typebox'
import { tenantRoute } from '#platform/contract'
import { asOwner, edgeWith } from './edge-for-tests.ts'

const { app } = edgeWith([
  tenantRoute({
    operation: 'texts.get',
    method: 'GET',
    path: '/texts/:length',
    tag: 'Texts',
    summary: 'Get a text',
    params: Type.Object({ length: Type.Integer() }),
    answer: Type.Object({ text: Type.String() }),
    refuses: [],
    handle: async ({ params }) => ({ text: 'ä'.repeat(params.length) }),
  }),
])

const get = (length: number, accepted?: string) =>
  app.inject({
    url: `/api/v1/texts/${length}`,
    headers: { ...asOwner, ...(accepted && { 'accept-encoding': accepted }) },
  })

test('a large answer is compressed for whoever accepts that, and says the same', async () => {
  const plain = await get(50_000)
  const zipped = await get(50_000, 'gzip')
  assert.equal(plain.headers['content-encoding'], undefined)
  assert.equal(zipped.headers['content-encoding'], 'gzip')
  assert.ok(zipped.rawPayload.length < 1_000)
  assert.equal(gunzipSync(zipped.rawPayload).toString(), plain.body)
  assert.equal((await get(50_000, 'gzip, br')).headers['content-encoding'], 'br')
})

test('a small answer, and one for a caller who accepts nothing, is sent as it is', async () => {
  assert.equal((await get(100, 'gzip')).headers['content-encoding'], undefined)
  assert.equal((await get(50_000, 'identity')).headers['content-encoding'], undefined)
  assert.equal((await get(50_000, 'identity')).json().text.length, 50_000)
})

test('every answer carries the security headers and says what caches must tell apart', async () => {
  const { headers } = await get(1)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.match(headers['content-security-policy'] as string, /default-src 'none'/)
  assert.match(headers['strict-transport-security'] as string, /max-age=/)
  assert.match(headers['cache-control'] as string, /private/)
  assert.match(headers.vary as string, /Authorization, X-Tenant-ID/)
})
