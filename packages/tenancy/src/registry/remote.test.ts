import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sampleTenant } from '../testing/sample-tenant.ts'
import { remoteTenants } from './remote.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const acme = sampleTenant('acme', 'a', { epoch: 3, accessEpoch: 2 })
const { accessEpoch: access_epoch, ...sameNames } = acme
/** As the wire spells it. */
const entry = { ...sameNames, access_epoch }
const json =
  (status: number, body: unknown): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

let server: Server
let answers: Answer[]
let asked: { url: string; authorization: string | undefined }[]

function remote(changes = {}) {
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/api/v1/`
  return remoteTenants({ url, token: 'secret', timeoutMs: 500, retryDelayMs: 1, ...changes })
}

before(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization })
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

after(() => {
  server.closeAllConnections()
  server.close()
})

beforeEach(() => {
  asked = []
})

describe('tenants of a tenant-management API', () => {
  test('are asked for by key, with the token', async () => {
    answers = [json(200, { ...entry, secret_of_the_api: 1 })]
    assert.deepEqual(await remote().find('domain', 'shop.acme.example'), acme)
    assert.deepEqual(asked, [
      { url: '/api/v1/tenant-registry?by=domain&key=shop.acme.example', authorization: 'Bearer secret' },
    ])
  })

  test('are asked for with the token of the moment, and with the key escaped', async () => {
    answers = [json(404, {})]
    let issued = 0
    const store = remote({ token: async () => `token-${++issued}` })
    assert.equal(await store.find('slug', 'a&by=id#?'), undefined)
    await store.find('slug', 'b')
    assert.deepEqual(
      asked.map(({ authorization }) => authorization),
      ['Bearer token-1', 'Bearer token-2'],
    )
    assert.equal(new URL(asked[0]!.url, 'http://x').searchParams.get('key'), 'a&by=id#?')
  })

  test('are unknown when the API does not know them', async () => {
    answers = [json(404, { code: 'tenant.not_found' })]
    assert.equal(await remote().find('slug', 'nobody'), undefined)
    assert.equal(asked.length, 1)
  })

  const passing: [string, Answer][] = [
    ['an error of the server', json(500, {})],
    ['a gateway without server', json(502, {})],
    ['too many requests', json(429, {})],
    ['a broken connection', (request) => request.socket.destroy()],
    ['silence', () => undefined],
    ['a body that never ends', (_request, response) => response.writeHead(200).write('{')],
    ['a body that is no JSON', (_request, response) => response.end('<html>')],
  ]
  for (const [name, answer] of passing) {
    test(`are asked for again after ${name}`, async () => {
      answers = [answer, json(200, entry)]
      assert.deepEqual(await remote().find('slug', 'acme'), acme)
      assert.equal(asked.length, 2)
    })

    test(`are refused, and nobody stands in, when ${name} stays`, async () => {
      answers = [answer]
      await assert.rejects(remote({ retries: 1 }).find('slug', 'acme'), {
        code: 'tenancy.registry_unavailable',
        status: 503,
        message: 'Tenants cannot be looked up at the moment',
      })
      assert.equal(asked.length, 2)
    })
  }

  const final: [string, Answer][] = [
    ['a refused token', json(401, {})],
    ['a forbidden one', json(403, {})],
    ['a bad request', json(400, {})],
    ['no content', (_request, response) => response.writeHead(204).end()],
    ['an empty object', json(200, {})],
    ['null', json(200, null)],
    ['a list', json(200, [entry])],
    ['a tenant with an unknown status', json(200, { ...entry, status: 'fine' })],
    ['a tenant with an unknown placement', json(200, { ...entry, placement: 'moon' })],
    ['a tenant without an epoch', json(200, { ...entry, epoch: undefined })],
    ['a tenant without an access epoch', json(200, { ...entry, access_epoch: undefined })],
    ['a tenant whose id is none', json(200, { ...entry, id: 'acme' })],
    ['a tenant whose domains are no list', json(200, { ...entry, domains: 'acme.example' })],
    ['a tenant whose settings are a list', json(200, { ...entry, settings: [] })],
  ]
  for (const [name, answer] of final) {
    test(`are refused at once after ${name}`, async () => {
      answers = [answer]
      await assert.rejects(remote().find('slug', 'acme'), { code: 'tenancy.registry_unavailable' })
      assert.equal(asked.length, 1)
    })
  }

  test('are not looked for where a redirect leads, for the token would go there too', async () => {
    answers = [(_request, response) => response.writeHead(302, { location: '/elsewhere' }).end(), json(200, entry)]
    await assert.rejects(remote({ retries: 0 }).find('slug', 'acme'), { code: 'tenancy.registry_unavailable' })
    assert.equal(asked.length, 1)
  })

  test('are refused the same way when nobody listens', async () => {
    const store = remoteTenants({ url: 'http://127.0.0.1:1', token: 'secret', retries: 1, retryDelayMs: 1 })
    await assert.rejects(store.find('slug', 'acme'), { code: 'tenancy.registry_unavailable' })
  })
})
