import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { asOwner, edgeWith, noteId } from './edge-for-tests.ts'

const { app } = edgeWith()
const json = { ...asOwner, 'content-type': 'application/json' }

async function create(payload: string | Buffer, headers: Record<string, string> = json) {
  return app.inject({ method: 'POST', url: '/api/v1/notes', headers, payload })
}

// body → faults as `path code`
const refused: [string, string[]][] = [
  ['[]', ['/body type']],
  ['null', ['/body type']],
  ['{}', ['/body/title required']],
  ['{"title":""}', ['/body/title min_length']],
  ['{"title":5}', ['/body/title type']],
  ['{"title":"a","pages":"1"}', ['/body/pages type']],
  ['{"title":"a","pages":1.5}', ['/body/pages type']],
  ['{"title":"a","pages":0}', ['/body/pages minimum']],
  ['{"title":"a","colour":"red"}', ['/body/colour unknown_field']],
  ['{"title":"a","tags":["a","b","c","d"]}', ['/body/tags max_items']],
  ['{"pages":"x","colour":1}', ['/body/colour unknown_field', '/body/pages type', '/body/title required']],
  ['{"title":"a\\u0000"}', ['/body/title not_storable']],
  ['{"title":"\\ud800"}', ['/body/title not_storable']],
  ['{"title":"a","metadata":{"a/b":"\\u0000"}}', ['/body/metadata/a~1b not_storable']],
  ['{"title":"a","metadata":{"\\u0000":1}}', ['/body/metadata not_storable']],
  ['{"title":"a","metadata":{"n":9007199254740993}}', ['/body/metadata/n out_of_range']],
  ['{"title":"a","metadata":{"n":1e999}}', ['/body/metadata/n out_of_range']],
  ['{"title":"a","__proto__":{"admin":true}}', ['/body/__proto__ unknown_field']],
  ['{"title":"a","metadata":{"__proto__":1}}', ['/body/metadata/__proto__ unknown_field']],
  [`{"title":"a","metadata":{"deep":${'['.repeat(100)}${']'.repeat(100)}}}`, ['/body too_deep']],
]

test('a body that does not fit is refused with every fault and its place', async (t) => {
  for (const [body, expected] of refused) {
    await t.test(body.slice(0, 60), async () => {
      const answer = await create(body)
      const faults = answer.json().errors.map((fault: { path: string; code: string }) => `${fault.path} ${fault.code}`)
      assert.equal(answer.statusCode, 422)
      assert.deepEqual(faults.sort(), expected)
    })
  }
})

test('a body arrives as it was sent: nothing converted, nothing filled in', async () => {
  const body = { title: 'Grüße 👋', tags: ['b', 'a'], metadata: { n: 1.5, deep: { list: [null, true] } } }
  assert.deepEqual((await create(JSON.stringify(body))).json().received, body)
})

test('of two members with the same name the last one counts', async () => {
  assert.equal((await create('{"title":"first","title":"second"}')).json().received.title, 'second')
})

test('what is not JSON in UTF-8 is refused before any schema', async () => {
  for (const body of ['{', '{"title":}', 'title=a', '{"title":"a"} {}', '\u0000', '{"title":"\u0001"}']) {
    const answer = await create(body)
    assert.equal(answer.json().code, 'request.bad_json', body)
  }
  assert.equal((await create(Buffer.from([0x22, 0xff, 0x22]))).json().code, 'request.bad_json')
  assert.equal((await create(Buffer.from('\ufeff{"title":"a"}', 'utf16le'))).statusCode, 400)
})

test('other content types, charsets and encodings are refused', async () => {
  const types = [
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=a',
    'application/json; charset=latin1',
    'x',
  ]
  for (const type of types) {
    const answer = await create('{"title":"a"}', { ...asOwner, 'content-type': type })
    assert.equal(answer.json().code, 'request.unsupported_media_type', type)
  }
  const zipped = await create('{"title":"a"}', { ...json, 'content-encoding': 'gzip' })
  assert.equal(zipped.statusCode, 415)
  assert.equal(
    (await create('{"title":"a"}', { ...json, 'content-type': 'application/json; charset="UTF-8"' })).statusCode,
    201,
  )
})

test('a body of one megabyte and a byte is too large, declared or not', async () => {
  const body = `{"title":"${'a'.repeat(1024 * 1024)}"}`
  assert.equal((await create(body)).json().code, 'request.body_too_large')
})

test('a large body full of faults is answered briefly', async () => {
  const tags = new Array(200_000).fill(1)
  const answer = await create(JSON.stringify({ title: 'a', tags }))
  assert.equal(answer.statusCode, 422)
  assert.ok(answer.json().errors.length <= 50)
})

// query → what arrives, or the faults
const queries: [string, object | string[]][] = [
  ['', {}],
  ['?limit=5&done=true', { limit: 5, done: true }],
  ['?done=false', { done: false }],
  ['?limit=abc', ['/query/limit type']],
  ['?limit=', ['/query/limit type']],
  ['?limit=1e2', ['/query/limit type']],
  ['?limit=0x10', ['/query/limit type']],
  ['?limit=%205', ['/query/limit type']],
  ['?limit=05', ['/query/limit type']],
  ['?limit=201', ['/query/limit maximum']],
  ['?limit=99999999999999999999', ['/query/limit type']],
  ['?done=1', ['/query/done type']],
  ['?limit=5&limit=6', ['/query/limit duplicate_parameter']],
  ['?colour=red', ['/query/colour unknown_field']],
  ['?__proto__=1', ['/query/__proto__ unknown_field']],
  ['?done=%00', ['/query not_storable', '/query/done type']],
]

test('query parameters are converted only where the text is exactly such a value', async (t) => {
  for (const [query, expected] of queries) {
    await t.test(query, async () => {
      const answer = (await app.inject({ url: `/api/v1/notes${query}`, headers: asOwner })).json()
      const faults = answer.errors?.map((fault: { path: string; code: string }) => `${fault.path} ${fault.code}`).sort()
      assert.deepEqual(faults ?? answer.query, expected)
    })
  }
})

test('broken percent-encoding is refused, in the path and in the query', async () => {
  for (const url of ['/api/v1/notes?q=%zz', '/api/v1/notes?q=%ff', '/api/v1/notes/%', '/%c0%af']) {
    assert.equal((await app.inject({ url, headers: asOwner })).json().code, 'request.bad_url', url)
  }
})

test('an id that is no UUID is a fault of the request', async () => {
  for (const id of ['1', `urn:uuid:${noteId}`, 'x'.repeat(100), '%20']) {
    const answer = await app.inject({ url: `/api/v1/notes/${id}`, headers: asOwner })
    assert.equal(answer.json().errors?.[0].path, '/params/id', id)
  }
})

test('a route without a body takes none, and an empty one', async () => {
  const hold = (payload?: string) =>
    app.inject({ method: 'PUT', url: `/api/v1/notes/${noteId}/hold`, headers: json, ...(payload && { payload }) })
  assert.equal((await hold()).statusCode, 204)
  assert.equal((await hold('{}')).statusCode, 204)
  assert.equal((await hold('{"why":"because"}')).statusCode, 422)
})

test('a body that requires nothing may be left out, and no other', async () => {
  const send = async (method: 'PATCH' | 'POST', path: string, request: { headers: object; payload?: string }) => {
    const answer = await app.inject({ method, url: `/api/v1/notes${path}`, ...request } as InjectOptions)
    return [answer.statusCode, answer.json().errors?.[0].path]
  }
  for (const headers of [asOwner, json]) {
    assert.deepEqual(await send('PATCH', `/${noteId}`, { headers }), [200, undefined])
    assert.deepEqual(await send('POST', '', { headers }), [422, '/body'])
  }
  assert.deepEqual(await send('PATCH', `/${noteId}`, { headers: json, payload: 'null' }), [422, '/body'])
})

test('a merge patch may be sent as what it is', async () => {
  const headers = { ...asOwner, 'content-type': 'application/merge-patch+json' }
  const answer = await app.inject({
    method: 'PATCH',
    url: `/api/v1/notes/${noteId}`,
    headers,
    payload: '{"title":"b"}',
  })
  assert.equal(answer.statusCode, 200)
})
