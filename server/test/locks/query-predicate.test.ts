import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { forEachPlacement, type Method, worldIn } from '#testing'
import { secretTold } from '../isolation/report.ts'
import { secretsOf, stateOf } from '../isolation/secrets.ts'
import { type Table, tenantTables } from '../isolation/sql/catalogue.ts'
import { leaveSampleRows, type SampleRows } from '../sample-rows.ts'

/** Lock 1 alone: row security is taken off every table, and the binding binds nothing. */
forEachPlacement((placement) => {
  let admin: pg.Client
  let tables: Table[]
  let theirs: SampleRows
  let secrets: Set<string>
  let memberId: string
  // Before the world's own end, which drops the database it is connected to.
  after(() => admin?.end())
  const world = worldIn(placement)

  before(async () => {
    admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    tables = await tenantTables(admin)
    for (const { reference } of tables) {
      await admin.query(`alter table ${reference} disable row level security, no force row level security`)
    }
    await admin.query(
      'alter table core.tenants disable row level security; alter table core.users disable row level security',
    )
    await admin.query(`
      create or replace function tenancy.bind(token text) returns text language sql as $$ select 'nobody' $$;
      create or replace function tenancy.current_tenant() returns uuid language sql stable as $$ select null::uuid $$`)
    await leaveSampleRows(world())
    theirs = await leaveSampleRows(world(), world().neighbour)
    memberId = (await world().caller('viewer', world().neighbour)).userId
    secrets = await secretsOf(admin, tables, world().neighbour.id, world().tenant.id)
  })

  test('the other two locks are off: the runtime role sees rows of both tenants', async () => {
    const app = new pg.Client(world().database.urls.app)
    await app.connect()
    const { rows } = await app.query('select count(distinct tenant_id)::int as tenants from core.memberships')
    await app.end()
    assert.deepEqual(rows, [{ tenants: 2 }])
  })

  const lists = ['/products', '/orders', '/seller-profiles', '/users', '/settings']
  for (const path of lists) {
    test(`GET ${path} shows the tenant's own and nothing else`, async () => {
      const answer = await world().request(
        'owner',
        'GET',
        path,
        path === '/settings' ? {} : { query: { limit: '100' } },
      )
      assert.equal(answer.statusCode, 200, answer.body)
      if (path !== '/settings') assert.ok(answer.json().results.length > 0)
      assert.equal(secretTold(secrets, answer.body), undefined)
    })
  }

  const ofNeighbour: [Method, (rows: SampleRows & { memberId: string }) => string, object?][] = [
    ['GET', ({ productId }) => `/products/${productId}`],
    ['PATCH', ({ productId }) => `/products/${productId}`, { title: 'taken' }],
    ['DELETE', ({ productId }) => `/products/${productId}`],
    ['GET', ({ sellerProfileId }) => `/seller-profiles/${sellerProfileId}`],
    ['PATCH', ({ sellerProfileId }) => `/seller-profiles/${sellerProfileId}`, { store_name: 'taken' }],
    ['DELETE', ({ sellerProfileId }) => `/seller-profiles/${sellerProfileId}`],
    ['GET', ({ orderId }) => `/orders/${orderId}`],
    ['GET', ({ orderId }) => `/orders/${orderId}/history`],
    ['PUT', ({ orderId }) => `/orders/${orderId}/cancellation`, { reason: 'taken' }],
    ['GET', (rows) => `/users/${rows.memberId}`],
    ['PATCH', (rows) => `/users/${rows.memberId}`, { name: 'taken' }],
    ['DELETE', (rows) => `/users/${rows.memberId}`],
  ]
  for (const [method, pathOf, body] of ofNeighbour) {
    const named = pathOf({ productId: '{id}', sellerProfileId: '{id}', orderId: '{id}', memberId: '{id}' })
    test(`${method} ${named} with an id of the neighbour is 404 and changes nothing`, async () => {
      const state = await stateOf(admin, tables, world().neighbour.id)
      const answer = await world().request('owner', method, pathOf({ ...theirs, memberId }), body ? { body } : {})
      assert.equal(answer.statusCode, 404, answer.body)
      assert.equal(secretTold(secrets, answer.body), undefined)
      assert.equal(await stateOf(admin, tables, world().neighbour.id), state)
    })
  }

  test("what is written refers to nothing of the neighbour's", async () => {
    const state = await stateOf(admin, tables, world().neighbour.id)
    for (const [path, body] of [
      ['/orders', { source: 'manual', items: [{ product_id: theirs.productId, quantity: 1 }] }],
      ['/products', { title: 'x', price_amount_minor: 1, currency: 'EUR', seller_id: theirs.sellerProfileId }],
    ] as const) {
      const answer = await world().request('owner', 'POST', path, { body })
      assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${path}: ${answer.body}`)
    }
    assert.equal(await stateOf(admin, tables, world().neighbour.id), state)
  })

  test('settings are changed for the tenant alone', async () => {
    const state = async () =>
      (await admin.query('select settings, version from core.tenants where id = $1', [world().neighbour.id])).rows
    const before = await state()
    const body = { 'commerce.tax_rate_bps': 1900 }
    const answer = await world().request('owner', 'PATCH', '/settings', { body })
    assert.equal(answer.statusCode, 200, answer.body)
    assert.deepEqual(await state(), before)
  })
})
