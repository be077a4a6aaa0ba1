import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import { TenantContext } from '../context.ts'
import { addNote, listNotes, SampleShop } from '../testing/sample-shop.ts'
import { forTenants, withoutTenantPath, workOf } from './fastify.ts'

describe('Fastify routes for tenants', () => {
  let shop: SampleShop
  let app: FastifyInstance
  let handled: string[]

  before(async () => {
    shop = await SampleShop.open()
    app = fastify({ rewriteUrl: withoutTenantPath(shop.identifier) })
    app.get('/outside', () => ({ tenant: TenantContext.current()?.slug ?? null }))
    app.register(async (inside) => {
      forTenants(inside, shop)
      inside.get('/notes', async (request) => ({ notes: await workOf(request).scope('read', listNotes) }))
      inside.post<{ Body: { text: string } }>(
        '/notes',
        { schema: { body: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } } } },
        async (request, reply) => {
          handled.push(TenantContext.require().slug)
          const { tenant, actor, scope } = workOf(request)
          await scope('write', (work) => addNote(work, request.body.text))
          reply.code(201)
          return { tenant: tenant.slug, context: TenantContext.require().slug, actor }
        },
      )
      inside.get('/health', (request) => ({ hasTenant: request.tenantWork !== null }))
      inside.get('/bug', () => Promise.reject(new Error('the inside')))
      inside.get('/wrong', (request) => ({ notes: workOf(request).tenant.slug }))
    })
    await app.ready()
  })
  after(async () => {
    await app.close()
    await shop.close()
  })

  async function call(url: string, tenant?: string, changes: InjectOptions = {}) {
    handled = []
    const named = tenant && { 'x-tenant-id': tenant, 'member-of': tenant }
    const response = await app.inject({ url, ...changes, headers: { ...named, ...changes.headers } })
    return {
      status: response.statusCode,
      type: String(response.headers['content-type']).split(';')[0],
      answer: response.json(),
    }
  }
  const post = { method: 'POST', payload: { text: 'for Acme' } } as const

  test('work in the tenant that was named, also after the body was read', async () => {
    const { status, answer } = await call('/notes', 'acme', post)
    const id = '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0a'
    assert.deepEqual([status, answer], [201, { tenant: 'acme', context: 'acme', actor: { kind: 'user', id } }])
    assert.deepEqual((await call('/notes', 'acme')).answer, { notes: ['for Acme'] })
    assert.deepEqual((await call('/notes', 'beta')).answer, { notes: [] })
  })

  test('work in the tenant of the path, which they do not see', async () => {
    const { answer } = await call('/tenants/acme/notes', undefined, { headers: { 'member-of': 'acme' } })
    assert.deepEqual(answer, { notes: ['for Acme'] })
  })

  test('keep tenants apart that are served at the same time', async () => {
    const slugs = Array.from({ length: 40 }, (_, index) => (index % 2 ? 'acme' : 'beta'))
    const answers = await Promise.all(slugs.map((slug) => call('/notes', slug, { ...post, payload: { text: slug } })))
    for (const [index, { answer }] of answers.entries()) {
      assert.deepEqual([answer.tenant, answer.context], [slugs[index], slugs[index]])
    }
    assert.deepEqual(new Set((await call('/notes', 'beta')).answer.notes), new Set(['beta']))
  })

  test('do not run for a caller who named a tenant and may not act in it', async () => {
    const { status, answer } = await call('/notes', 'acme', { ...post, headers: { 'member-of': 'beta' } })
    assert.deepEqual([status, answer.code, handled], [403, 'access.not_a_member', []])
  })

  test('are refused as problem details before the body is looked at', async () => {
    const { status, type, answer } = await call('/notes', 'nobody', { method: 'POST', payload: { wrong: true } })
    assert.deepEqual([status, type, answer.code], [404, 'application/problem+json', 'tenancy.unknown_tenant'])
    assert.equal((await call('/notes')).answer.code, 'tenancy.missing_tenant')
  })

  test('say nothing of the inside when they fail', async () => {
    const { status, answer } = await call('/bug', 'acme')
    assert.deepEqual([status, answer.code, JSON.stringify(answer).includes('inside')], [500, 'internal', false])
  })

  test('leave faults of the request to Fastify', async () => {
    assert.equal((await call('/notes', 'acme', { method: 'POST', payload: {} })).status, 400)
  })

  test('leave excluded paths, routes outside and unknown routes alone', async () => {
    assert.deepEqual((await call('/health')).answer, { hasTenant: false })
    assert.deepEqual((await call('/outside')).answer, { tenant: null })
    assert.equal((await call('/nowhere')).status, 404)
  })
})
