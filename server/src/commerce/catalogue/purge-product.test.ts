import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Scope } from '@stoa/tenancy'
import pg from 'pg'
import { statement } from '#platform/database'
import { forEachPlacement, worldIn } from '#testing'
import { createOrder } from '../orders/create-order.ts'
import { deleteProduct } from './delete-product.ts'
import { purgeProduct } from './purge-product.ts'

const ownTables = [
  'product_words',
  'product_categories',
  'product_images',
  'product_options',
  'product_variants',
  'skus',
] as const

const rowsLeft = statement(
  'test.rows_of_product',
  (db, p: { id: string }, shape: { table: (typeof ownTables)[number] }) =>
    db.selectFrom(shape.table).select('product_id').where('product_id', '=', p.id),
)

forEachPlacement((placement) => {
  const world = worldIn(placement)
  const mug = { title: 'Blue mug', status: 'active', price_amount_minor: 100, currency: 'EUR' }

  async function make(fields: object = {}): Promise<string> {
    const made = await world().request('owner', 'POST', '/products', { body: { ...mug, ...fields } })
    assert.equal(made.statusCode, 201, made.body)
    return made.json().id
  }

  async function done(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) {
    const answer = await world().request('owner', method, path, body && { body })
    assert.ok(answer.statusCode < 300, `${method} ${path}: ${answer.body}`)
    return answer.statusCode === 204 ? undefined : answer.json()
  }

  const remove = (id: string) => done('DELETE', `/products/${id}`)
  const purge = (id: string) => world().request('owner', 'PUT', `/products/${id}/purge`)
  const restore = (id: string) => world().request('owner', 'DELETE', `/products/${id}/deletion`)
  const order = (id: string) =>
    world().request('owner', 'POST', '/orders', { body: { items: [{ product_id: id, quantity: 1 }] } })

  async function tablesWith(id: string): Promise<string[]> {
    const left = (scope: Scope, table: (typeof ownTables)[number]) => scope.all(rowsLeft, { id }, { table })
    return world().scope(async (scope) => {
      const tables: string[] = []
      for (const table of ownTables) if ((await left(scope, table)).length > 0) tables.push(table)
      return tables
    })
  }

  /** A product with a row in every table that holds what is a product's own. */
  async function makeWhole(sku: string): Promise<string> {
    const id = await make({ sku })
    const category = await done('POST', '/categories', { name: sku, slug: sku })
    await done('PUT', `/products/${id}/categories`, { category_ids: [category.id] })
    await done('PUT', `/products/${id}/images`, { images: [{ url: 'https://example.com/mug.png' }] })
    for (const size of ['S', 'M']) {
      const variants = [{ option_values: [size], sku: `${sku}-${size}` }]
      await done('PUT', `/products/${id}/options`, { options: [{ name: 'Size', values: [size] }], variants })
    }
    return id
  }

  test('a purged product is gone with all that was its own, retired variants too, and nothing of another', async () => {
    const [id, other] = [await makeWhole('gone'), await makeWhole('kept')]
    assert.deepEqual(await tablesWith(id), [...ownTables])
    await remove(id)
    const purged = await purge(id)
    assert.deepEqual([purged.statusCode, purged.body], [204, ''])
    assert.deepEqual(await tablesWith(id), [])
    assert.deepEqual(await tablesWith(other), [...ownTables])
    assert.equal((await restore(id)).json().code, 'product.not_deleted')
    assert.equal((await purge(id)).json().code, 'product.not_deleted')
  })

  test('only a deleted product of this tenant is purged', async () => {
    const id = await make()
    const unknown = await purge(id)
    assert.deepEqual([unknown.statusCode, unknown.json().code], [404, 'product.not_deleted'])
    await remove(id)
    assert.equal((await world().neighbourRequest('owner', 'PUT', `/products/${id}/purge`)).statusCode, 404)
    assert.equal((await restore(id)).statusCode, 200)
  })

  test('what was ordered once is not purged, keeps all that is its own, and can still be restored', async () => {
    const id = await make({ sku: 'ordered' })
    await done('PUT', `/products/${id}/images`, { images: [{ url: 'https://example.com/mug.png' }] })
    assert.equal((await order(id)).statusCode, 201)
    const before = await tablesWith(id)
    await remove(id)
    const refused = await purge(id)
    assert.deepEqual([refused.statusCode, refused.json().code], [409, 'product.in_use'])
    assert.equal((await restore(id)).statusCode, 200)
    assert.deepEqual(await tablesWith(id), before)
  })

  test('of a purge and a restore, and of two purges at once, one is done', async () => {
    const [first, second] = [await make(), await make()]
    await Promise.all([remove(first), remove(second)])
    const codes = async (...answers: ReturnType<typeof purge>[]) =>
      (await Promise.all(answers)).map(({ statusCode }) => statusCode).sort()
    assert.deepEqual(await codes(purge(first), purge(first)), [204, 404])
    const [purged, restored] = await Promise.all([purge(second), restore(second)])
    assert.deepEqual([purged.statusCode, restored.statusCode].filter((status) => status < 300).length, 1)
  })

  test('an order that read a product which is purged before it is written is refused', async () => {
    const id = await make()
    let ordered: ReturnType<typeof order> | undefined
    await world().scope(async (scope) => {
      await deleteProduct(scope, id)
      await purgeProduct(scope, id)
      assert.deepEqual(await scope.all(rowsLeft, { id }, { table: 'skus' }), [])
      ordered = order(id)
      await untilSomebodyWaits()
    })
    assert.equal((await ordered!).json().code, 'order.product_not_for_sale')
  })

  test('a purge waits for an order that is being written, and is refused', async () => {
    const id = await make()
    let purged: ReturnType<typeof purge> | undefined
    await world().scope(async (scope) => {
      await createOrder(scope, { items: [{ product_id: id, quantity: 1 }] })
      assert.deepEqual(await scope.all(rowsLeft, { id }, { table: 'skus' }), [])
      await remove(id)
      purged = purge(id)
      await untilSomebodyWaits()
    })
    assert.equal((await purged!).json().code, 'product.in_use')
  })

  async function untilSomebodyWaits(): Promise<void> {
    const admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while (!(await admin.query(waiting)).rowCount) await wait(5)
    await admin.end()
  }

  test('only owners and admins purge, neither those of other roles nor keys', async () => {
    const id = await make()
    await remove(id)
    for (const role of ['operator', 'seller', 'viewer'] as const) {
      assert.equal((await world().request(role, 'PUT', `/products/${id}/purge`)).statusCode, 403, role)
    }
    const { key } = await done('POST', '/api-keys', { kind: 'secret', name: 'all', scopes: ['products.*'] })
    const byKey = await world().requestAs({ userId: '', token: key }, 'PUT', `/products/${id}/purge`)
    assert.equal(byKey.statusCode, 403, byKey.body)
    assert.equal((await world().request('admin', 'PUT', `/products/${id}/purge`)).statusCode, 204)
  })
})
