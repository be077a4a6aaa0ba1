import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Client, type ClientOptions, createClient, isRefused, Refused, Unreachable } from '@stoa/client'
import { createWorld, type World } from '#testing'
import { FlakyProxy } from './flaky-proxy.ts'

const minute = 60_000

describe('the client', () => {
  let time = Date.now()
  let world: World
  let proxy: FlakyProxy
  before(async () => {
    world = await createWorld('shared', { clock: () => new Date(time) })
    proxy = await FlakyProxy.open(await world.platform.app.listen({ host: '127.0.0.1', port: 0 }))
  })
  after(async () => {
    await proxy.close()
    await world.close()
  })
  beforeEach(() => {
    proxy.calls.length = 0
  })

  async function client(options: Partial<ClientOptions> = {}): Promise<Client> {
    const { token } = await world.newCaller('owner')
    const retry = { firstPauseMs: 1 }
    return createClient({ baseUrl: proxy.url, tenant: world.tenant.slug, credentials: token, retry, ...options })
  }

  const shirt = { title: 'Linen shirt', price_amount_minor: 4900, currency: 'EUR' }

  test('makes, reads, changes and deletes, each by the name the API document gives it', async () => {
    const { products } = await client()
    const made = await products.create({ body: { ...shirt, tags: ['new'] } })
    assert.deepEqual(await products.get({ id: made.id }), made)
    const changed = await products.update({ id: made.id, body: { title: 'Linen skirt' } }, { version: made.version })
    assert.deepEqual([changed.title, changed.version], ['Linen skirt', 2])
    assert.equal(await products.delete({ id: made.id }), undefined)
  })

  test('tells refusals by their code, with what is wrong where', async () => {
    const { products } = await client()
    const { id } = await products.create({ body: { ...shirt, sku: 'once' } })
    await assert.rejects(products.create({ body: { ...shirt, sku: 'once' } }), (error) =>
      isRefused(error, 'product.sku_taken'),
    )
    await products.update({ id, body: { title: 'Newer' } })
    await assert.rejects(products.update({ id, body: { title: 'Late' } }, { version: 1 }), { status: 412 })
    const odd = { ...shirt, price_amount_minor: -1 }
    await assert.rejects(products.create({ body: odd }), (error) => {
      assert.ok(error instanceof Refused)
      assert.deepEqual(
        error.problem.errors?.map(({ path }) => path),
        ['/body/price_amount_minor'],
      )
      return error.status === 422
    })
  })

  test('walks a list to its end, row by row and page by page, while rows come and go', async () => {
    const { products } = await client()
    const tag = { type: 'service' as const }
    const made = await Promise.all(
      Array.from({ length: 25 }, (_, n) => products.create({ body: { ...shirt, ...tag, title: `Repair ${n}` } })),
    )
    const seen: string[] = []
    for await (const { id } of products.list.each({ ...tag, limit: 4, sort: 'created_at' })) {
      seen.push(id)
      if (seen.length === 10) await products.create({ body: { ...shirt, ...tag, title: 'Late' } })
    }
    assert.equal(new Set(seen).size, seen.length)
    assert.ok(made.every(({ id }) => seen.includes(id)))
    const sizes: number[] = []
    for await (const page of products.list.pages({ ...tag, limit: 20 })) sizes.push(page.results.length)
    assert.deepEqual(sizes, [20, 6])
  })

  for (const fate of ['lost', 'answer lost', 'bad gateway'] as const) {
    test(`a create whose first try is ${fate} is done once`, async () => {
      const { products } = await client()
      const title = `Made once: ${fate}`
      proxy.fates.push(fate)
      const made = await products.create({ body: { ...shirt, title } })
      assert.deepEqual(
        proxy.calls.map(({ key }) => key),
        [proxy.calls[0]!.key, proxy.calls[0]!.key],
      )
      const found: unknown[] = []
      for await (const one of products.list.each()) if (one.title === title) found.push(one)
      assert.deepEqual(found, [made])
    })
  }

  test('a change that may have been done is not sent again, and a read is, as often as it may be', async () => {
    const { products } = await client()
    const { id } = await products.create({ body: shirt })
    proxy.fates.push('answer lost')
    await assert.rejects(products.update({ id, body: { title: 'Changed' } }), Unreachable)
    assert.equal((await products.get({ id })).title, 'Changed')
    proxy.calls.length = 0
    proxy.fates.push('lost', 'lost', 'lost', 'lost', 'lost')
    await assert.rejects(products.get({ id }), Unreachable)
    assert.equal(proxy.calls.length, 4)
    proxy.fates.length = 0
  })

  test('renews a token that has run out, once for all calls that need it, and hands over the new ones', async () => {
    const { userId } = await world.newCaller('owner')
    const tokens = await world.platform.identity.openSession(userId)
    const renewed: string[] = []
    const { products } = await client({ credentials: tokens, onTokens: (next) => renewed.push(next.refresh_token) })
    await products.list()
    time += 16 * minute
    await Promise.all(Array.from({ length: 8 }, () => products.list()))
    assert.equal(renewed.length, 1)
    assert.equal(proxy.calls.filter(({ path }) => path.endsWith('/auth/refresh')).length, 1)
    time += 16 * minute
    await products.list()
    assert.equal(renewed.length, 2)
  })

  test('a token that cannot be renewed is refused, and not tried again', async () => {
    const { products } = await client({ credentials: 'no.such.token' })
    await assert.rejects(products.list(), (error) => isRefused(error, 'identity.invalid_token'))
    assert.equal(proxy.calls.length, 1)
  })

  test('a call ends when its caller says so, with what they said', async () => {
    const { products } = await client()
    const ending = new AbortController()
    const reason = new Error('enough')
    const asked = products.list({}, { signal: ending.signal })
    ending.abort(reason)
    await assert.rejects(asked, reason)
    await assert.rejects(products.list({}, { signal: AbortSignal.abort(reason) }), reason)
  })

  test('a parameter of the path is written as one segment, whatever it holds, and is never left out', async () => {
    const { products } = await client()
    await assert.rejects(products.get({ id: '../../tenants' }), Refused)
    assert.match(proxy.calls[0]!.path, /\/products\/\.\.%2F\.\.%2Ftenants$/)
    await assert.rejects(products.get({ id: '' }), TypeError)
    // @ts-expect-error: the id is required
    await assert.rejects(products.get({}), TypeError)
    assert.equal(proxy.calls.length, 1)
  })

  test('names the tenant of each call, and another where one is given', async () => {
    const { products } = await client()
    await assert.rejects(products.list({}, { tenant: world.neighbour.slug }), (error) =>
      isRefused(error, 'access.not_a_member'),
    )
    const anybody = await client()
    anybody.authenticate(undefined)
    await assert.rejects(anybody.products.list(), (error) => isRefused(error, 'access.unauthenticated'))
  })
})
