import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#platform/contract'
import { statement } from '#platform/database'
import { createWorld, testSecret, type World } from '#testing'
import { type Exposition, parseExposition } from './exposition-for-tests.ts'
import { createMetrics } from './metrics.ts'

const token = 'c41be2a97d5046f1839ab5c6d7e8f901'

const productIds = statement('metrics.test_products', (db) => db.selectFrom('products').select('id'))

async function metricsOf({ platform }: World): Promise<Exposition & { text: string }> {
  const answer = await platform.app.inject({ url: '/metrics', headers: { authorization: `Bearer ${token}` } })
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8')
  return { ...parseExposition(answer.body), text: answer.body }
}

test('a call of an operation that nobody declared counts as none', async () => {
  const stats = { connections: 0, inFlight: 0, waiting: 0 }
  const kinds = { reads: stats, writes: stats, leased: stats, held_up: stats }
  const connections = () => ({ app: kinds, reader: kinds, system: kinds })
  const { observe, expose } = createMetrics({ operations: ['notes.list'], connections })
  for (const operation of ['notes.list', 'made.up', 'none', '__proto__']) observe(operation, 204, 1, undefined)
  const { value } = parseExposition(await expose())
  const calls = (operation: string) => value('stoa_http_request_duration_seconds_count', { operation, status: '2xx' })
  assert.deepEqual(['notes.list', 'none', 'made.up'].map(calls), [1, 3, undefined])
})

for (const placement of ['shared', 'schema'] as const) {
  describe(`metrics (${placement})`, () => {
    let world: World
    before(async () => {
      world = await createWorld(placement, { metrics: { token } })
    })
    after(() => world.close())

    test('calls are counted by operation, class of status and tenant, and refusals by code', async () => {
      for (let call = 0; call < 3; call++) await world.request('viewer', 'GET', '/products')
      await world.neighbourRequest('viewer', 'GET', '/products')
      await world.request('viewer', 'GET', `/products/${newId()}`)
      await world.request('viewer', 'POST', '/products', { body: {} })
      await world.platform.app.inject({ url: '/api/v1/products', headers: { 'x-tenant-id': world.tenant.id } })

      const { value } = await metricsOf(world)
      const calls = (operation: string, status: string) =>
        value('stoa_http_request_duration_seconds_count', { operation, status })
      assert.equal(calls('products.list', '2xx'), 4)
      assert.equal(calls('products.list', '4xx'), 1)
      assert.equal(calls('products.get', '4xx'), 1)
      assert.equal(calls('products.create', '4xx'), 1)
      // Who was refused at the door was never in the tenant.
      assert.equal(value('stoa_tenant_requests_total', { tenant: world.tenant.id }), 4)
      assert.equal(value('stoa_tenant_requests_total', { tenant: world.neighbour.id }), 1)
      assert.equal(value('stoa_tenant_requests_total', { tenant: 'other' }), 0)
      assert.equal(value('stoa_refusals_total', { code: 'access.unauthenticated' }), 1)
      assert.equal(value('stoa_refusals_total', { code: 'access.not_permitted' }), 1)
    })

    test('paths and tenants that somebody makes up make no series', async () => {
      const { token } = await world.caller('owner')
      const madeUp = async (path: string, tenant: string) => {
        const headers = { authorization: `Bearer ${token}`, 'x-tenant-id': tenant }
        await world.platform.app.inject({ url: path, headers })
      }
      await madeUp('/made/up', 'nobody')
      await madeUp('/api/v1/products', 'nobody')
      const earlier = (await metricsOf(world)).series
      for (let call = 0; call < 50; call++) {
        await madeUp(`/made/up/${call}`, 'nobody')
        await madeUp('/api/v1/products', `nobody-${call}`)
      }
      const own = (names: readonly string[]) => names.filter((name) => name.startsWith('stoa_')).sort()
      const { series, value } = await metricsOf(world)
      assert.deepEqual(own(series), own(earlier))
      assert.equal(value('stoa_refusals_total', { code: 'route.not_found' }), 51)
    })

    test('connections are told by role and kind, and what they are doing', async () => {
      const isUnderWay = { role: 'app', kind: 'leased' }
      await world.request('viewer', 'GET', '/products')
      const { value } = await metricsOf(world)
      assert.ok(value('stoa_database_connections', { role: 'reader', kind: 'reads' })! >= 1)
      for (const role of ['app', 'reader', 'system']) {
        for (const kind of ['reads', 'writes', 'leased']) {
          assert.equal(value('stoa_database_work_in_flight', { role, kind }), 0)
          assert.equal(value('stoa_database_work_waiting', { role, kind }), 0)
        }
      }
      await world.scope(async (scope) => {
        await scope.all(productIds, {})
        const { value } = await metricsOf(world)
        assert.equal(value('stoa_database_work_in_flight', isUnderWay), 1)
        assert.equal(value('stoa_database_work_waiting', isUnderWay), 0)
      })
    })

    test('the process tells its version, memory, collections and lag', async () => {
      const { series, types } = await metricsOf(world)
      assert.ok(series.some((name) => name.startsWith('stoa_build_info{version="')))
      for (const name of [
        'process_resident_memory_bytes',
        'nodejs_heap_size_used_bytes',
        'nodejs_eventloop_lag_p99_seconds',
      ]) {
        assert.equal(types.get(name), 'gauge', name)
        assert.ok(series.includes(name), name)
      }
      assert.equal(types.get('nodejs_gc_duration_seconds'), 'histogram')
    })

    test('nothing in it is secret or about a person', async () => {
      const caller = await world.newCaller('owner')
      await world.requestAs(caller, 'GET', '/products')
      const { text } = await metricsOf(world)
      for (const secret of ['@', token, testSecret, caller.token, caller.userId])
        assert.ok(!text.includes(secret), secret)
    })
  })
}
