import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { json } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { TenantContext } from '../context.ts'
import { addNote, listNotes, SampleShop } from '../testing/sample-shop.ts'
import { tenantListener } from './node.ts'

describe('a listener for tenants', () => {
  let shop: SampleShop
  let server: Server
  let address: string
  let errors: string[]

  before(async () => {
    shop = await SampleShop.open()
    const options = {
      identifier: shop.identifier,
      tenancy: shop.tenancy,
      authorize: shop.authorize,
      excluded: (_request: unknown, response: { end(text: string): void }) => response.end('{"status":"ok"}'),
      onError: (error: unknown) => errors.push((error as Error).message),
    }
    server = createServer(
      tenantListener(options, async (request, response, { tenant, scope }) => {
        if (request.url === '/bug') throw new Error('the inside')
        if (request.url === '/half') {
          response.write('half')
          throw new Error('the other half')
        }
        if (request.method === 'POST') {
          const { text } = (await json(request)) as { text: string }
          await scope('write', (work) => addNote(work, text))
        }
        const notes = await scope('read', listNotes)
        const context = TenantContext.require().slug
        response.end(JSON.stringify({ url: request.url, tenant: tenant.slug, context, notes }))
      }),
    )
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    address = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    await shop.close()
  })

  async function call(path: string, headers: Record<string, string> = {}, text?: string) {
    errors = []
    const sent = text === undefined ? {} : { method: 'POST', body: JSON.stringify({ text }) }
    const response = await fetch(address + path, { headers, ...sent })
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      answer: JSON.parse(await response.text()),
    }
  }
  const member = (slug: string) => ({ 'x-tenant-id': slug, 'member-of': slug })

  test('works in the tenant that was named, also after the body was read', async () => {
    const { answer } = await call('/notes?limit=1', member('acme'), 'for Acme')
    assert.deepEqual(answer, { url: '/notes?limit=1', tenant: 'acme', context: 'acme', notes: ['for Acme'] })
    assert.deepEqual((await call('/notes', member('beta'))).answer.notes, [])
  })

  test('hands on what follows the tenant in the path', async () => {
    const { answer } = await call('/tenants/acme/notes?limit=1', { 'member-of': 'acme' })
    assert.deepEqual([answer.url, answer.tenant], ['/notes?limit=1', 'acme'])
  })

  test('refuses a caller who named a tenant and may not act in it', async () => {
    const { status, type, answer } = await call('/notes', { ...member('acme'), 'member-of': 'beta' })
    assert.deepEqual([status, type, answer.code], [403, 'application/problem+json', 'access.not_a_member'])
    assert.deepEqual(errors, [])
  })

  test('says nothing of the inside when it fails, and reports it', async () => {
    const { status, answer } = await call('/bug', member('acme'))
    assert.deepEqual([status, answer.code, errors], [500, 'internal', ['the inside']])
  })

  test('breaks off an answer that fails half-way', async () => {
    errors = []
    const read = async () => (await fetch(`${address}/half`, { headers: member('acme') })).text()
    await assert.rejects(read, TypeError)
    assert.deepEqual(errors, ['the other half'])
  })

  test('hands excluded paths to their own listener', async () => {
    assert.deepEqual((await call('/health', member('nobody'))).answer, { status: 'ok' })
  })
})
