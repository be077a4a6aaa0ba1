import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'

forEachPlacement((placement) => {
  const world = worldIn(placement, { baseDomains: ['shops.example'] })
  let keys: Promise<{ tenants: string; neighbours: string }> | undefined

  async function newKey(tenant = world().tenant): Promise<string> {
    const owner = await world().caller('owner', tenant)
    const body = { kind: 'publishable', name: 'shop' }
    const made = await world().requestAs(owner, 'POST', '/api-keys', { body }, tenant)
    assert.equal(made.statusCode, 201, made.body)
    return made.json().key
  }

  async function makeProduct(fields: object = {}): Promise<{ id: string }> {
    const body = { title: 'Linen shirt', price_amount_minor: 7900, currency: 'EUR', status: 'active', ...fields }
    const made = await world().request('owner', 'POST', '/products', { body })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  /** A visit with the tenant's key, or the neighbour's. */
  async function visit(path = '', headers: Record<string, string> = {}, whose: 'tenants' | 'neighbours' = 'tenants') {
    keys ??= Promise.all([newKey(), newKey(world().neighbour)]).then(([tenants, neighbours]) => ({
      tenants,
      neighbours,
    }))
    const authorization = `Bearer ${(await keys)[whose]}`
    const url = `/api/v1/storefront/products${path}`
    return world().platform.app.inject({ url, headers: { authorization, ...headers } })
  }

  test('buyers see what is for sale, and of that nothing that is the tenant’s business', async () => {
    const { id } = await makeProduct({ sku: 'secret-sku', stock_quantity: 12, metadata: { margin: 'secret' } })
    const answer = await visit(`/${id}`)
    assert.deepEqual(Object.keys(answer.json()), [
      'id',
      'seller_id',
      'title',
      'description',
      'type',
      'price_amount_minor',
      'compare_at_amount_minor',
      'currency',
      'tags',
      'created_at',
    ])
    const list = await visit()
    assert.ok(list.json().results.some((product: { id: string }) => product.id === id))
    assert.doesNotMatch(list.body + answer.body, /secret|stock|version/)
  })

  test('drafts, archived and deleted products are not there', async () => {
    const hidden = [
      await makeProduct({ status: 'draft' }),
      await makeProduct({ status: 'archived' }),
      await makeProduct(),
    ]
    await world().request('owner', 'DELETE', `/products/${hidden[2]!.id}`)
    const { results } = (await visit('?limit=200')).json()
    for (const { id } of hidden) {
      assert.equal((await visit(`/${id}`)).statusCode, 404)
      assert.equal(
        results.some((product: { id: string }) => product.id === id),
        false,
      )
    }
  })

  async function isShown(id: string): Promise<boolean> {
    const { results } = (await visit('?limit=200')).json()
    const isListed = results.some((product: { id: string }) => product.id === id)
    assert.equal((await visit(`/${id}`)).statusCode, isListed ? 200 : 404)
    return isListed
  }

  test('a product is there exactly while the storefront is one of its channels', async () => {
    const { id } = await makeProduct({ channels: ['chat', 'marketplace'] })
    const silent = await makeProduct({ channels: [] })
    assert.deepEqual([await isShown(id), await isShown(silent.id)], [false, false])
    await world().request('owner', 'PATCH', `/products/${id}`, { body: { channels: ['storefront'] } })
    assert.equal(await isShown(id), true)
  })

  test('the products of a seller go out of sight with the profile, and come back with it', async () => {
    const body = { store_name: 'Store', slug: 'leaving', user_id: (await world().newCaller('seller')).userId }
    const seller = (await world().request('owner', 'POST', '/seller-profiles', { body })).json()
    const { id } = await makeProduct({ seller_id: seller.id })
    assert.equal(await isShown(id), true)
    await world().request('owner', 'DELETE', `/seller-profiles/${seller.id}`)
    assert.equal(await isShown(id), false)
    await world().request('owner', 'DELETE', `/seller-profiles/${seller.id}/deletion`)
    assert.equal(await isShown(id), true)
  })

  test('a visitor sees the products of the key’s tenant, and another tenant’s are not there', async () => {
    const { id } = await makeProduct()
    assert.equal((await visit(`/${id}`, {}, 'neighbours')).statusCode, 404)
    assert.deepEqual((await visit('', {}, 'neighbours')).json().results, [])
    const named = await visit('', { 'x-tenant-id': world().tenant.slug }, 'neighbours')
    assert.equal(named.json().code, 'access.not_a_member')
  })

  test('without a key the tenant’s own host opens its storefront', async () => {
    const { id } = await makeProduct()
    const at = (slug: string) =>
      world().platform.app.inject({
        url: `/api/v1/storefront/products/${id}`,
        headers: { host: `${slug}.shops.example` },
      })
    assert.equal((await at(world().tenant.subdomain)).json().id, id)
    assert.equal((await at(world().neighbour.subdomain)).statusCode, 404)
  })

  test('a publishable key opens the storefront and nothing else', async () => {
    const { paths } = (await world().platform.app.inject('/api/v1/openapi.json')).json()
    const key = await visit().then(async () => (await keys!).tenants)
    let refused = 0
    for (const [path, methods] of Object.entries<Record<string, { security: object[]; operationId: string }>>(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const { security } = operation
        if (!security || security.length === 0 || security.some((way) => 'publishable_key' in way)) continue
        const url = `/api/v1${path.replaceAll(/\{[^}]+\}/g, '0199c0de-7a1b-7c3d-8e4f-0000deadbeef')}`
        const headers = { authorization: `Bearer ${key}` }
        const answer = await world().platform.app.inject({ method: method.toUpperCase() as 'GET', url, headers })
        assert.equal(answer.json().code, 'access.caller_not_admitted', operation.operationId)
        refused++
      }
    }
    assert.ok(refused > 30)
  })

  test('what has not changed is answered with 304, until it changes', async () => {
    const { id } = await makeProduct()
    for (const path of [`/${id}`, '?limit=5']) {
      const { etag } = (await visit(path)).headers
      const again = await visit(path, { 'if-none-match': String(etag) })
      assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', etag])
    }
    const { etag } = (await visit(`/${id}`)).headers
    await world().request('owner', 'PATCH', `/products/${id}`, { body: { title: 'Wool shirt' } })
    assert.equal((await visit(`/${id}`, { 'if-none-match': String(etag) })).statusCode, 200)
  })

  test('pages follow one another by cursor, each product once', async () => {
    for (let count = 0; count < 5; count++) await makeProduct({ title: `Paged ${count}`, type: 'digital' })
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { results, paging } = (await visit(`?type=digital&limit=2&sort=title${cursor}`)).json()
      seen.push(...results.map((product: { title: string }) => product.title))
      if (!paging.next_cursor) break
      cursor = `&cursor=${paging.next_cursor}`
    }
    assert.deepEqual(
      seen,
      [0, 1, 2, 3, 4].map((count) => `Paged ${count}`),
    )
  })
})
