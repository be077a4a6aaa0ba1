import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'

forEachPlacement((placement) => {
  const world = worldIn(placement)
  const shirt = { title: 'Linen shirt', price_amount_minor: 7900, currency: 'EUR' }

  async function makeProduct(fields: object = {}) {
    const made = await world().request('owner', 'POST', '/products', { body: { ...shirt, ...fields } })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  async function readProduct(id: string) {
    return (await world().request('owner', 'GET', `/products/${id}`)).json()
  }

  async function makeSeller() {
    const caller = await world().newCaller('seller')
    const body = { store_name: 'Store', slug: `s-${caller.userId}`, user_id: caller.userId }
    const profile = await world().request('owner', 'POST', '/seller-profiles', { body })
    return { caller, id: profile.json().id as string }
  }

  test('a product is read back as it was made, with defaults where nothing was said', async () => {
    const body = { ...shirt, tags: ['summer', 'say "hi"'], metadata: { origin: { country: 'PT' } } }
    const made = await world().request('owner', 'POST', '/products', { body })
    const { id, created_at, created_by, updated_at, updated_by, ...said } = made.json()
    assert.equal(made.headers.location, `/api/v1/products/${id}`)
    assert.equal(made.headers.etag, '"1"')
    assert.deepEqual(said, {
      ...body,
      seller_id: null,
      description: null,
      type: 'physical',
      status: 'draft',
      compare_at_amount_minor: null,
      sku: null,
      stock_quantity: null,
      channels: ['storefront', 'chat', 'marketplace'],
      seo_title: null,
      seo_description: null,
      custom_fields: {},
      version: 1,
    })
    assert.deepEqual([updated_at, updated_by], [created_at, created_by])
    assert.deepEqual(await readProduct(id), made.json())
  })

  test('another tenant’s product is not there, whatever is asked of it', async () => {
    const { id } = await makeProduct()
    const path = `/products/${id}`
    for (const [method, at, body] of [
      ['GET', path],
      ['PATCH', path, { title: 'Mine' }],
      ['DELETE', path],
      ['DELETE', `${path}/deletion`],
    ] as const) {
      const { statusCode } = await world().neighbourRequest('owner', method, at, body && { body })
      assert.equal(statusCode, 404, `${method} ${at}`)
    }
    const list = await world().neighbourRequest('owner', 'GET', '/products')
    assert.deepEqual(list.json().results, [])
    assert.equal((await readProduct(id)).version, 1)
  })

  test('options, images and categories are replaced only in the version that was read, and make another', async () => {
    const { id } = await makeProduct()
    const url = 'https://images.example.com/shirt.jpg'
    let version = 1
    for (const [part, body] of [
      ['options', { options: [{ name: 'Size', values: ['S'] }], variants: [{ option_values: ['S'] }] }],
      ['images', { images: [{ url }] }],
      ['categories', { category_ids: [] }],
    ] as const) {
      const put = (ifMatch: string) =>
        world().request('owner', 'PUT', `/products/${id}/${part}`, { body, headers: { 'if-match': ifMatch } })
      assert.equal((await put(`"${version}"`)).statusCode, 200, part)
      assert.equal((await put(`"${version}"`)).json().code, 'row.version_stale', part)
      assert.equal((await readProduct(id)).version, ++version, part)
    }
  })

  test('what is out of bounds is refused before it reaches the database', async () => {
    const faults: object[] = [
      { title: '' },
      { title: ' x' },
      { title: 'x'.repeat(201) },
      { title: 'a\u0000b' },
      { title: 'a\nb' },
      { price_amount_minor: -1 },
      { price_amount_minor: 0.5 },
      { price_amount_minor: '7900' },
      { price_amount_minor: 9_000_000_000_000_001 },
      { currency: 'eur' },
      ...['ZZZ', 'XXX', 'XTS', 'XAU', 'BTC'].map((currency) => ({ currency })),
      { currency: null },
      { type: 'car' },
      { status: 'deleted' },
      { sku: '' },
      { stock_quantity: -1 },
      { stock_quantity: 1_000_000_001 },
      { tags: ['a', 'a'] },
      { tags: ['\u0000'] },
      { tags: Array.from({ length: 51 }, (_, index) => `tag ${index}`) },
      { metadata: { ['k'.repeat(65)]: 1 } },
      { metadata: { note: '\u0000' } },
      { metadata: [] },
      { seller_id: 'me' },
      { channels: ['radio'] },
      { channels: ['chat', 'chat'] },
      { seo_title: '' },
      { seo_description: 'x'.repeat(501) },
      { id: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f' },
      { tenant_id: world().neighbour.id },
      { version: 7 },
    ]
    for (const fault of faults) {
      const { statusCode, body } = await world().request('owner', 'POST', '/products', { body: { ...shirt, ...fault } })
      assert.equal(statusCode, 422, `${JSON.stringify(fault)}: ${body}`)
    }
  })

  test('a currency is one that is in use, in whatever way it comes', async () => {
    const { id } = await makeProduct()
    for (const currency of ['ZZZ', 'XXX', 'BTC', 'DEM']) {
      const patch = await world().request('owner', 'PATCH', `/products/${id}`, { body: { currency } })
      assert.deepEqual([patch.json().code, patch.json().errors[0].path], ['request.invalid', '/body/currency'])
      const products = [{ id, changes: { currency } }]
      const many = await world().request('owner', 'PATCH', '/products/bulk', { body: { products } })
      assert.notEqual(many.json().results?.[0].status, 200, many.body)
    }
    assert.equal(
      (await world().request('owner', 'PATCH', `/products/${id}`, { body: { currency: 'JPY' } })).statusCode,
      200,
    )
  })

  test('a price stays below the compare-at amounts of the variants that have it, changed alone or with many', async () => {
    const { id } = await makeProduct()
    const variants = [
      { option_values: ['S'], compare_at_amount_minor: 9000 },
      { option_values: ['M'], compare_at_amount_minor: 8500, price_amount_minor: 100 },
    ]
    const body = { options: [{ name: 'Size', values: ['S', 'M'] }], variants }
    assert.equal((await world().request('owner', 'PUT', `/products/${id}/options`, { body })).statusCode, 200)
    const one = (changes: object) => world().request('owner', 'PATCH', `/products/${id}`, { body: changes })
    const many = async (changes: object) => {
      const sent = { body: { products: [{ id, changes }] } }
      return (await world().request('owner', 'PATCH', '/products/bulk', sent)).json().results[0]
    }
    const tooHigh = { price_amount_minor: 9000 }
    assert.equal((await one(tooHigh)).json().code, 'product.compare_at_too_low')
    assert.equal((await many(tooHigh)).code, 'product.compare_at_too_low')
    assert.equal((await one({ price_amount_minor: 8999 })).statusCode, 200)
    assert.equal((await many({ price_amount_minor: 8998 })).status, 200)
  })

  test('the compare-at amount is above the price, after a patch too', async () => {
    const tooLow = { ...shirt, compare_at_amount_minor: 7900 }
    const refused = await world().request('owner', 'POST', '/products', { body: tooLow })
    assert.equal(refused.json().code, 'product.compare_at_too_low')
    const { id } = await makeProduct({ compare_at_amount_minor: 9900 })
    const patch = (body: object) => world().request('owner', 'PATCH', `/products/${id}`, { body })
    assert.equal((await patch({ price_amount_minor: 9900 })).json().code, 'product.compare_at_too_low')
    assert.equal((await patch({ price_amount_minor: 9900, compare_at_amount_minor: null })).statusCode, 200)
  })

  test('a SKU names one product that is not deleted', async () => {
    const first = await makeProduct({ sku: 'LS-1' })
    const again = await world().request('owner', 'POST', '/products', { body: { ...shirt, sku: 'LS-1' } })
    assert.equal(again.json().code, 'product.sku_taken')
    const elsewhere = await world().neighbourRequest('owner', 'POST', '/products', { body: { ...shirt, sku: 'LS-1' } })
    assert.equal(elsewhere.statusCode, 201)
    await world().request('owner', 'DELETE', `/products/${first.id}`)
    const second = await makeProduct({ sku: 'LS-1' })
    const restore = () => world().request('owner', 'DELETE', `/products/${first.id}/deletion`)
    assert.equal((await restore()).json().code, 'product.sku_taken')
    await world().request('owner', 'PATCH', `/products/${second.id}`, { body: { sku: 'LS-2' } })
    assert.equal((await restore()).json().sku, 'LS-1')
  })

  test('a merge patch changes what it names, and nothing else', async () => {
    const product = await makeProduct({ metadata: { a: 1, b: { c: 2, d: 3 } }, tags: ['x'], sku: 'P-1' })
    const body = { title: 'Wool shirt', sku: null, tags: [], metadata: { a: null, b: { c: 4 } } }
    const changed = await world().request('owner', 'PATCH', `/products/${product.id}`, { body })
    const { updated_at, updated_by, ...row } = changed.json()
    const { updated_at: _at, updated_by: _by, ...before } = product
    assert.deepEqual(row, { ...before, ...body, metadata: { b: { c: 4, d: 3 } }, version: 2 })
    assert.deepEqual(await readProduct(product.id), changed.json())
  })

  test('of two who change the same version one wins, and of many who name none no change is lost', async () => {
    const { id } = await makeProduct({ metadata: {} })
    const patch = (body: object, headers = {}) =>
      world().request('owner', 'PATCH', `/products/${id}`, { body, headers })
    const sameVersion = await Promise.all([1, 2, 3, 4].map((n) => patch({ metadata: { n } }, { 'if-match': '"1"' })))
    assert.deepEqual(sameVersion.map(({ statusCode }) => statusCode).sort(), [200, 412, 412, 412])
    await Promise.all([1, 2, 3, 4].map((n) => patch({ metadata: { [`key${n}`]: n } })))
    const { metadata, version } = await readProduct(id)
    assert.equal(version, 6)
    assert.deepEqual([metadata.key1, metadata.key2, metadata.key3, metadata.key4], [1, 2, 3, 4])
  })

  test('a deleted product is out of sight until it is restored', async () => {
    const { id } = await makeProduct({ title: 'Gone for a while' })
    const path = `/products/${id}`
    assert.equal((await world().request('owner', 'DELETE', path)).statusCode, 204)
    for (const method of ['GET', 'DELETE'] as const) {
      assert.equal((await world().request('owner', method, path)).statusCode, 404)
    }
    const list = await world().request('owner', 'GET', '/products', { query: { limit: '200' } })
    assert.ok(list.json().results.every((product: { id: string }) => product.id !== id))
    assert.equal((await world().request('owner', 'DELETE', `${path}/deletion`)).statusCode, 200)
    assert.equal((await world().request('owner', 'DELETE', `${path}/deletion`)).statusCode, 404)
    assert.equal((await readProduct(id)).version, 3)
  })

  test('a list is filtered, sorted, and walked by cursor without skipping or repeating', async () => {
    const titles = ['b', 'a', 'c', 'a', 'd'].map((letter) => `walk ${letter}`)
    for (const title of titles) await makeProduct({ title, type: 'service', status: 'archived' })
    const filters = { type: 'service', status: 'archived', sort: 'title', limit: '2' }
    const walked: string[] = []
    let cursor: string | undefined
    do {
      const query = { ...filters, ...(cursor && { cursor }) }
      const page = (await world().request('viewer', 'GET', '/products', { query })).json()
      assert.equal(page.paging.total, 5)
      walked.push(...page.results.map((product: { title: string }) => product.title))
      cursor = page.paging.next_cursor
    } while (cursor)
    assert.deepEqual(walked, titles.toSorted())
  })

  test('a cursor that this list did not hand out is refused', async () => {
    const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    const id = '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f'
    const time = '2026-11-21T09:30:00.000Z'
    const list = 'products.list'
    const cursors = {
      'no JSON': 'abc',
      'another list': forged('orders.list', '-created_at', time, id),
      'no list': forged('-created_at', time, id),
      'another order': forged(list, 'title', time, id),
      'no time': forged(list, '-created_at', 'yesterday or so', id),
      'no calendar date': forged(list, '-created_at', '2026-02-31T00:00:00.000Z', id),
      'a number for a time': forged(list, '-created_at', 1, id),
      'text that cannot be stored': forged(list, '-title', 'a\0', id),
      'no id': forged(list, '-created_at', time, 'x'),
    }
    for (const [fault, cursor] of Object.entries(cursors)) {
      const sort = fault.startsWith('text') ? '-title' : '-created_at'
      const answer = await world().request('viewer', 'GET', '/products', { query: { cursor, sort } })
      assert.equal(answer.statusCode, 400, `${fault}: ${answer.body}`)
      assert.equal(answer.json().code, 'list.invalid_cursor', fault)
    }
  })

  test('a seller makes and changes products of the own seller only, and sees the others’', async () => {
    const [anna, bert] = [await makeSeller(), await makeSeller()]
    const made = await world().requestAs(anna.caller, 'POST', '/products', { body: shirt })
    assert.equal(made.json().seller_id, anna.id)
    const foisted = await world().requestAs(anna.caller, 'POST', '/products', {
      body: { ...shirt, seller_id: bert.id },
    })
    assert.equal(foisted.json().code, 'product.seller_unknown')
    const path = `/products/${made.json().id}`
    const body = { title: 'Changed' }
    assert.equal((await world().requestAs(bert.caller, 'GET', path)).statusCode, 200)
    assert.equal((await world().requestAs(bert.caller, 'PATCH', path, { body })).statusCode, 404)
    assert.equal((await world().requestAs(bert.caller, 'DELETE', path)).statusCode, 404)
    for (const seller_id of [bert.id, null]) {
      const given = await world().requestAs(anna.caller, 'PATCH', path, { body: { seller_id } })
      assert.equal(given.json().code, 'product.seller_unknown')
    }
    assert.equal((await world().requestAs(anna.caller, 'PATCH', path, { body })).statusCode, 200)
    assert.equal((await world().requestAs(anna.caller, 'DELETE', path)).statusCode, 204)
    assert.equal((await world().requestAs(bert.caller, 'DELETE', `${path}/deletion`)).statusCode, 404)
    assert.equal((await world().requestAs(anna.caller, 'DELETE', `${path}/deletion`)).statusCode, 200)
  })

  test('a product is sold by a seller of the tenant who is not deleted', async () => {
    const seller = await makeSeller()
    const body = { ...shirt, seller_id: seller.id }
    assert.equal((await world().request('owner', 'POST', '/products', { body })).json().seller_id, seller.id)
    const elsewhere = await world().neighbourRequest('owner', 'POST', '/products', { body })
    assert.equal(elsewhere.json().code, 'product.seller_unknown')
    await world().request('owner', 'DELETE', `/seller-profiles/${seller.id}`)
    const late = await world().request('owner', 'POST', '/products', { body })
    assert.equal(late.json().code, 'product.seller_unknown')
  })

  test('a viewer changes nothing', async () => {
    const { id } = await makeProduct()
    assert.equal((await world().request('viewer', 'GET', `/products/${id}`)).statusCode, 200)
    assert.equal((await world().request('viewer', 'POST', '/products', { body: shirt })).statusCode, 403)
    assert.equal((await world().request('viewer', 'PATCH', `/products/${id}`, { body: {} })).statusCode, 403)
    assert.equal((await world().request('viewer', 'DELETE', `/products/${id}`)).statusCode, 403)
  })
})
