import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { edgeWith } from './edge-for-tests.ts'

const { app } = edgeWith()

test('the API document is public, valid OpenAPI 3.1, and names every operation', async () => {
  const answer = await app.inject({ url: '/api/v1/openapi.json' })
  const document = answer.json()
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  assert.ok(valid, JSON.stringify(errors))
  assert.equal(document.openapi, '3.1.0')
  const operations = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap(Object.values)
  const ids = operations.map((operation) => operation.operationId)
  assert.deepEqual(ids.sort(), ['notes.create', 'notes.get', 'notes.hold', 'notes.list', 'notes.update'])
})

test('every operation documents its security, examples, and each status it can answer with', async () => {
  const { paths } = (await app.inject({ url: '/api/v1/openapi.json' })).json()
  const statuses = (path: string, method: string) => Object.keys(paths[path][method].responses)
  assert.deepEqual(statuses('/notes', 'get'), ['200', '400', '401', '403', '404', '422', '431', '500', '503'])
  assert.deepEqual(statuses('/notes/{id}', 'get'), [
    '200',
    '304',
    '400',
    '401',
    '403',
    '404',
    '422',
    '431',
    '500',
    '503',
  ])
  assert.deepEqual(statuses('/notes', 'post'), '201 400 401 403 404 408 409 413 415 422 431 500 503'.split(' '))
  assert.ok(statuses('/notes/{id}', 'patch').includes('412'))
  const create = paths['/notes'].post
  assert.deepEqual(create.requestBody.content['application/json'].example, { title: 'Buy milk' })
  assert.deepEqual(Object.keys(create.responses['409'].content['application/problem+json'].examples), [
    'idempotency.in_flight',
    'note.locked',
  ])
  assert.ok(create.parameters.some((parameter: { $ref?: string }) => parameter.$ref?.endsWith('/idempotency_key')))
})

test('a body is documented as required where something in it is', async () => {
  const { paths } = (await app.inject({ url: '/api/v1/openapi.json' })).json()
  assert.equal(paths['/notes'].post.requestBody.required, true)
  assert.equal(paths['/notes/{id}'].patch.requestBody.required, false)
})

test('Swagger UI and ReDoc come from here alone, and their policy lets nothing else in', async () => {
  for (const url of ['/docs', '/redoc']) {
    const answer = await app.inject({ url })
    assert.equal(answer.statusCode, 200)
    assert.doesNotMatch(answer.body, /(?:src|href)="(?:https?:)?\/\//)
    const policy = answer.headers['content-security-policy'] as string
    assert.doesNotMatch(policy, /https?:|\*/)
    for (const [, path] of answer.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      assert.equal((await app.inject({ url: path! })).statusCode, 200, path)
    }
  }
})

test("Swagger UI reads the one API document, and carries the configured name and nobody else's logo", async () => {
  const { app } = edgeWith([], { settings: { title: 'Ada & <Friends>' } })
  const { body } = await app.inject({ url: '/docs' })
  assert.match(body, /<title>Ada &amp; &lt;Friends&gt; API<\/title>/)
  assert.doesNotMatch(body, /logo|favicon|standalone/i)
  const start = await app.inject({ url: '/docs/start.js' })
  assert.match(start.body, /url: '\/api\/v1\/openapi\.json'/)
  assert.doesNotMatch(start.body, /StandaloneLayout/)
  assert.equal((await app.inject({ url: '/docs/json' })).statusCode, 404)
  const document = await app.inject({ url: '/api/v1/openapi.json' })
  assert.equal(document.json().info.title, 'Ada & <Friends>')
})

test('whoever opens the server at its root is led to the documentation', async () => {
  const answer = await app.inject({ url: '/' })
  assert.equal(answer.statusCode, 302)
  assert.equal(answer.headers.location, '/docs')
})

test('each code a problem can carry has a page, which names the operations that answer so', async () => {
  const { components } = (await app.inject({ url: '/api/v1/openapi.json' })).json()
  const codes = Object.keys(components.examples)
  assert.ok(codes.length > 20)
  for (const code of [...codes, 'route.not_found', 'route.method_not_allowed']) {
    assert.equal((await app.inject({ url: `/errors/${code}` })).statusCode, 200, code)
  }
  const page = await app.inject({ url: '/errors/note.locked' })
  assert.match(page.headers['content-type'] as string, /text\/html/)
  assert.match(page.body, /notes\.create/)
  assert.equal((await app.inject({ url: '/errors/no.such_code' })).statusCode, 404)
  assert.equal((await app.inject({ url: '/errors/%3Cscript%3E' })).statusCode, 404)
})

test('the document is compressed for whoever asks', async () => {
  const answer = await app.inject({ url: '/api/v1/openapi.json', headers: { 'accept-encoding': 'gzip' } })
  assert.equal(answer.headers['content-encoding'], 'gzip')
})

test('health tells whether the process lives, and whether what it needs works', async () => {
  assert.equal((await app.inject({ url: '/health/live' })).statusCode, 200)
  const readiness = {
    database: async () => undefined,
    queue: async () => {
      throw new Error('secret of the inside')
    },
  }
  const answer = await edgeWith([], { readiness }).app.inject({ url: '/health/ready' })
  assert.equal(answer.statusCode, 503)
  assert.deepEqual(answer.json(), { status: 'not_ready', checks: { database: true, queue: false } })
})
