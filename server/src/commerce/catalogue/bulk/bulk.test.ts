import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fault } from '@stoa/tenancy'
import { newId } from '#platform/contract'
import { type Caller, forEachPlacement, worldIn } from '#testing'
import type { Product } from '../product.ts'

forEachPlacement((placement) => {
  const world = worldIn(placement)
  const shirt = { title: 'Linen shirt', price_amount_minor: 7900, currency: 'EUR' }
  let skus = 0
  const newSku = () => `SKU-${placement}-${skus++}`

  interface Call {
    caller?: Caller
    atomic?: boolean
    headers?: Record<string, string>
  }

  type Row = Record<string, unknown> & { index: number; id: string; status: number; code?: string; errors: Fault[] }

  async function send(
    method: 'POST' | 'PATCH',
    products: object[],
    { caller, atomic, headers }: Call = {},
  ): Promise<[Row, Row, ...Row[]]> {
    const options = { body: { products }, ...(headers && { headers }), ...(atomic && { query: { atomic: 'true' } }) }
    const by = caller ?? (await world().caller('operator'))
    const answer = await world().requestAs(by, method, '/products/bulk', options)
    assert.equal(answer.statusCode, 207, answer.body)
    return answer.json().results.map(({ detail: _, ...result }: { detail?: string }) => result)
  }

  async function make(fields: object = {}): Promise<Product> {
    const made = await world().request('owner', 'POST', '/products', { body: { ...shirt, ...fields } })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  async function read(id: string): Promise<Product> {
    return (await world().request('owner', 'GET', `/products/${id}`)).json()
  }

  async function found(q: string): Promise<string[]> {
    const { results } = (await world().request('owner', 'GET', '/products', { query: { q } })).json()
    return results.map(({ id }: Product) => id)
  }

  async function makeSeller() {
    const caller = await world().newCaller('seller')
    const body = { store_name: 'Store', slug: `s-${caller.userId}`, user_id: caller.userId }
    const profile = await world().request('owner', 'POST', '/seller-profiles', { body })
    return { caller, id: profile.json().id as string }
  }

  test('a product made among many is as one made alone', async () => {
    const full = {
      ...shirt,
      description: 'said "so"\nand {so}',
      type: 'digital',
      status: 'active',
      compare_at_amount_minor: 9_000_000_000_000_000,
      price_amount_minor: 8_999_999_999_999_999,
      stock_quantity: 3,
      tags: ['a,b', '"c"', '{d}', 'NULL', '\\'],
      channels: ['chat'],
      seo_title: 'Shirt',
      seo_description: 'A shirt',
      metadata: { origin: { country: 'PT', codes: [1, null, 'x'] } },
    }
    const alone = await make({ ...full, sku: newSku() })
    const [result, bare] = await send('POST', [{ ...full, sku: newSku() }, shirt])
    const { id, sku, created_at, created_by, updated_at, updated_by, ...said } = await read(result.id)
    const { id: _1, sku: _2, created_at: _3, created_by: _4, updated_at: _5, updated_by: _6, ...expected } = alone
    assert.deepEqual(said, expected)
    assert.deepEqual([updated_at, updated_by, created_by], [created_at, created_by, created_by])
    assert.deepEqual([(await read(bare.id)).status, (await read(bare.id)).sku], ['draft', null])
    assert.deepEqual(await found(sku!), [id])
  })

  test('each row is made or refused by itself, in order', async () => {
    const taken = (await make({ sku: newSku() })).sku
    const sku = newSku()
    const results = await send('POST', [
      { ...shirt, sku },
      { ...shirt, sku },
      { ...shirt, sku: taken },
      { ...shirt, compare_at_amount_minor: 7900 },
      { ...shirt, seller_id: world().tenant.id },
      shirt,
    ])
    assert.deepEqual(results, [
      { index: 0, id: results[0].id, status: 201 },
      { index: 1, id: null, status: 409, code: 'product.sku_taken' },
      { index: 2, id: null, status: 409, code: 'product.sku_taken' },
      { index: 3, id: null, status: 422, code: 'product.compare_at_too_low' },
      { index: 4, id: null, status: 422, code: 'product.seller_unknown' },
      { index: 5, id: results[5]?.id, status: 201 },
    ])
    assert.equal((await read(results[0].id)).sku, sku)
  })

  test('an atomic call makes all or nothing', async () => {
    const sku = newSku()
    const rows = [
      { ...shirt, sku },
      { ...shirt, compare_at_amount_minor: 1 },
    ]
    assert.deepEqual(await send('POST', rows, { atomic: true }), [
      { index: 0, id: null, status: 424, code: 'bulk.not_done' },
      { index: 1, id: null, status: 422, code: 'product.compare_at_too_low' },
    ])
    assert.deepEqual(await found(sku), [])
    const [made] = await send('POST', rows.slice(0, 1), { atomic: true })
    assert.equal(made.status, 201)
  })

  test('calls that want the same SKUs in any order share them out: each SKU is one product’s', async () => {
    const rows = Array.from({ length: 40 }, () => ({ ...shirt, sku: newSku() }))
    const calls = [0, 1, 2, 3].map((turn) => send('POST', turn % 2 ? rows : rows.toReversed()))
    const made = (await Promise.all(calls)).flat().filter(({ status }) => status === 201)
    assert.equal(made.length, 40)
    const kept = await Promise.all(made.map(({ id }) => read(id)))
    assert.deepEqual(kept.map(({ sku }) => sku).sort(), rows.map(({ sku }) => sku).sort())
  })

  test('the same Idempotency-Key makes the products once', async () => {
    const headers = { 'idempotency-key': newId() }
    const rows = [{ ...shirt, sku: newSku() }, shirt]
    assert.deepEqual(await send('POST', rows, { headers }), await send('POST', rows, { headers }))
  })

  test('products are changed by id or SKU, each with its own patch', async () => {
    const sku = newSku()
    const [byId, bySku] = [await make({ metadata: { kept: 1, gone: 2 } }), await make({ sku })]
    const results = await send('PATCH', [
      { id: byId.id, changes: { title: 'Hemp shirt', metadata: { gone: null, added: [1] }, tags: ['x'] } },
      { sku, version: 1, changes: { price_amount_minor: 5 } },
      { id: byId.id, changes: { title: 'Again' } },
      { sku: 'nobody-has-this', changes: {} },
      { id: newId(), changes: {} },
    ])
    assert.deepEqual(results, [
      { index: 0, id: byId.id, status: 200 },
      { index: 1, id: bySku.id, status: 200 },
      { index: 2, id: byId.id, status: 422, code: 'bulk.row_repeated' },
      { index: 3, id: null, status: 404, code: 'product.not_found' },
      { index: 4, id: null, status: 404, code: 'product.not_found' },
    ])
    const { updated_at: _1, updated_by: _2, ...changed } = await read(byId.id)
    const { updated_at: _3, updated_by: _4, ...before } = byId
    const expected = { title: 'Hemp shirt', metadata: { kept: 1, added: [1] }, tags: ['x'], version: 2 }
    assert.deepEqual(changed, { ...before, ...expected })
    assert.deepEqual([(await read(bySku.id)).price_amount_minor, (await read(bySku.id)).version], [5, 2])
    assert.deepEqual(await found('hemp'), [byId.id])
    assert.ok(!(await found('linen')).includes(byId.id), 'it is not found by what it said before')
    assert.ok((await found(sku)).includes(bySku.id), 'who says the same as before is still found')
  })

  test('a stale version, a fault of the whole row and an unfair price refuse their row alone', async () => {
    const [stale, faulty, unfair, good] = [await make(), await make({ metadata: keys(50) }), await make(), await make()]
    const results = await send('PATCH', [
      { id: stale.id, version: 2, changes: { title: 'x' } },
      { id: faulty.id, changes: { metadata: { one_more: 1 } } },
      { id: unfair.id, changes: { compare_at_amount_minor: 1 } },
      { id: good.id, changes: { title: 'Good' } },
    ])
    assert.deepEqual(
      results.map(({ status, code }) => [status, code]),
      [
        [412, 'row.version_stale'],
        [422, 'request.invalid'],
        [422, 'product.compare_at_too_low'],
        [200, undefined],
      ],
    )
    assert.equal(results[1].errors[0]?.path, '/body/metadata')
    for (const { id } of [stale, faulty, unfair]) assert.equal((await read(id)).version, 1)
    const again = [
      { id: good.id, changes: { title: 'Better' } },
      { id: stale.id, version: 9, changes: {} },
    ]
    assert.equal((await send('PATCH', again, { atomic: true }))[0].code, 'bulk.not_done')
    assert.equal((await read(good.id)).title, 'Good')
  })

  test('a SKU that is given up is free, one that is in use is refused, also between rows of a call', async () => {
    const [one, two, three] = [await make({ sku: newSku() }), await make({ sku: newSku() }), await make()]
    const results = await send('PATCH', [
      { id: one.id, changes: { sku: two.sku } },
      { id: two.id, changes: { sku: null } },
      { id: three.id, changes: { sku: newSku() } },
    ])
    assert.deepEqual(
      results.map(({ status }) => status),
      [409, 200, 200],
    )
    await make({ sku: two.sku })
    assert.notEqual((await read(three.id)).sku, null)
  })

  test('a product with variants takes no stock of its own, and keeps its variants’ SKUs', async () => {
    const varied = await make({ sku: newSku() })
    const sku = newSku()
    const body = { options: [{ name: 'Size', values: ['S'] }], variants: [{ option_values: ['S'], sku }] }
    await world().request('owner', 'PUT', `/products/${varied.id}/options`, { body })
    const [refused] = await send('PATCH', [{ id: varied.id, changes: { stock_quantity: 1 } }])
    assert.equal(refused.code, 'product.stock_per_variant')
    assert.equal((await send('PATCH', [{ id: varied.id, changes: { sku: newSku() } }]))[0].status, 200)
    assert.equal((await send('POST', [{ ...shirt, sku }]))[0].code, 'product.sku_taken')
    assert.equal((await send('PATCH', [{ sku, changes: {} }]))[0].code, 'product.not_found')
  })

  test('calls about the same products in any order never wait in a circle, and no change is lost', async () => {
    const products = await Promise.all(Array.from({ length: 6 }, () => make()))
    const rows = products.map(({ id }) => ({ id, changes: { title: 'Turned' } }))
    const calls = rows.map((_, turn) => send('PATCH', [...rows.slice(turn), ...rows.slice(0, turn)]))
    assert.deepEqual(new Set((await Promise.all(calls)).flat().map(({ status }) => status)), new Set([200]))
    for (const { id } of products) assert.equal((await read(id)).version, 7)
  })

  test('sellers make and change their own products only', async () => {
    const [mine, theirs] = [await makeSeller(), await makeSeller()]
    const [made, refused] = await send('POST', [shirt, { ...shirt, seller_id: theirs.id }], mine)
    assert.equal((await read(made.id)).seller_id, mine.id)
    assert.equal(refused.code, 'product.seller_unknown')
    const [foreign] = await send('POST', [shirt], theirs)
    const results = await send(
      'PATCH',
      [
        { id: foreign.id, changes: { title: 'Mine' } },
        { id: made.id, changes: { title: 'Mine' } },
      ],
      mine,
    )
    assert.deepEqual(
      results.map(({ code }) => code),
      ['product.not_found', undefined],
    )
    const [moved] = await send('PATCH', [{ id: made.id, changes: { seller_id: theirs.id } }], mine)
    assert.equal(moved.code, 'product.seller_unknown')
  })

  test('another tenant’s products are not there', async () => {
    const product = await make({ sku: newSku() })
    const caller = await world().caller('owner', world().neighbour)
    const rows = [
      { id: product.id, changes: { title: 'Mine' } },
      { sku: product.sku, changes: { title: 'Mine' } },
    ]
    const body = { products: rows }
    const answer = await world().requestAs(caller, 'PATCH', '/products/bulk', { body }, world().neighbour)
    assert.deepEqual(
      answer.json().results.map(({ status, id }: { status: number; id: string | null }) => [status, id]),
      [
        [404, null],
        [404, null],
      ],
    )
    assert.equal((await read(product.id)).title, shirt.title)
  })

  function keys(count: number): Record<string, number> {
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${index}`, index]))
  }
})
