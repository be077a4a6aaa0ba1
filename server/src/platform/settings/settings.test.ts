import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import pino from 'pino'
import { forEachPlacement, testSecret, worldIn } from '#testing'
import { assemble, type Platform } from '../../assemble.ts'

const defaults = { 'commerce.tax_rate_bps': 0, 'commerce.shipping_flat_minor': 0, 'humans.phone_region': '' }

forEachPlacement((placement) => {
  const world = worldIn(placement)
  /** Another process, as far as the database can tell. */
  let elsewhere: Platform
  let logged: string[]
  // Before the world's own end, which drops the database this is connected to.
  after(() => elsewhere?.close())
  before(async () => {
    logged = []
    elsewhere = await assemble({
      urls: world().database.urls,
      secretKey: testSecret,
      log: pino({ level: 'error' }, { write: (line) => void logged.push(line) }),
    })
  })

  async function values(role: 'owner' | 'viewer' = 'owner') {
    const { version: _, ...effective } = (await world().request(role, 'GET', '/settings')).json()
    return effective
  }

  function change(body: object, headers: Record<string, string> = {}) {
    return world().request('admin', 'PATCH', '/settings', { body, headers })
  }

  async function reset() {
    const changed = await change({ 'commerce.tax_rate_bps': null, 'commerce.shipping_flat_minor': null })
    assert.equal(changed.statusCode, 200, changed.body)
  }

  /** The tax rate of an order placed now, through this process or another. */
  async function taxRateCharged(platform: Platform): Promise<number> {
    const { token } = await world().caller('owner')
    const headers = { authorization: `Bearer ${token}`, 'x-tenant-id': world().tenant.id }
    const product = { title: 'Poster', price_amount_minor: 10_000, currency: 'EUR', type: 'digital', status: 'active' }
    const post = async (url: string, payload: object) => {
      const answer = await platform.app.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload })
      assert.equal(answer.statusCode, 201, answer.body)
      return answer.json()
    }
    const { id } = await post('/products', product)
    const order = await post('/orders', { items: [{ product_id: id, quantity: 1 }] })
    assert.equal(order.tax_amount_minor, order.tax_rate_bps)
    return order.tax_rate_bps
  }

  /** Until the process has heard of the change; the promise is less than a second. */
  async function taxRateWithinASecond(platform: Platform, wanted: number): Promise<number> {
    const deadline = performance.now() + 1_000
    for (;;) {
      const rate = await taxRateCharged(platform)
      if (rate === wanted || performance.now() > deadline) return rate
      await wait(10)
    }
  }

  test('are the defaults until the tenant has its own', async () => {
    assert.deepEqual(await values('viewer'), defaults)
  })

  test('that are changed count, the others stay, and null brings the default back', async () => {
    const changed = await change({ 'commerce.tax_rate_bps': 1900 })
    assert.equal(changed.statusCode, 200, changed.body)
    const { version, ...effective } = changed.json()
    assert.deepEqual(effective, { ...defaults, 'commerce.tax_rate_bps': 1900 })
    assert.equal(changed.headers.etag, `"${version}"`)
    await change({ 'commerce.shipping_flat_minor': 490 })
    assert.deepEqual(await values(), {
      ...defaults,
      'commerce.tax_rate_bps': 1900,
      'commerce.shipping_flat_minor': 490,
    })
    await change({ 'commerce.tax_rate_bps': null })
    assert.deepEqual(await values(), { ...defaults, 'commerce.shipping_flat_minor': 490 })
    await reset()
  })

  test('are refused as a whole, every fault named', async () => {
    const refused = await change({
      'commerce.tax_rate_bps': 10_001,
      'commerce.shipping_flat_minor': 4.5,
      'commerce.tax': 1,
      version: 7,
    })
    assert.equal(refused.statusCode, 422)
    assert.deepEqual(
      refused
        .json()
        .errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)
        .sort(),
      [
        '/body/commerce.shipping_flat_minor type',
        '/body/commerce.tax unknown_field',
        '/body/commerce.tax_rate_bps maximum',
        '/body/version unknown_field',
      ],
    )
    const half = await change({ 'commerce.tax_rate_bps': 700, 'commerce.shipping_flat_minor': -1 })
    assert.equal(half.statusCode, 422)
    assert.deepEqual(await values(), defaults)
  })

  test('that changed since they were read are not overwritten', async () => {
    const { etag } = (await world().request('owner', 'GET', '/settings')).headers
    const first = await change({ 'commerce.tax_rate_bps': 700 }, { 'if-match': String(etag) })
    assert.equal(first.statusCode, 200)
    const second = await change({ 'commerce.tax_rate_bps': 1900 }, { 'if-match': String(etag) })
    assert.deepEqual([second.statusCode, second.json().code], [412, 'row.version_stale'])
    assert.equal((await values())['commerce.tax_rate_bps'], 700)
    await reset()
  })

  test('changed at the same time under different names both last', async () => {
    const bodies = [{ 'commerce.tax_rate_bps': 1900 }, { 'commerce.shipping_flat_minor': 490 }]
    const changes = await Promise.all([...bodies, ...bodies, ...bodies, ...bodies].map((body) => change(body)))
    const versions = changes.map((answer) => answer.json().version)
    assert.equal(new Set(versions).size, changes.length, `one version each: ${versions}`)
    assert.deepEqual(await values(), {
      ...defaults,
      'commerce.tax_rate_bps': 1900,
      'commerce.shipping_flat_minor': 490,
    })
    await reset()
  })

  test('are changed by owner and admin, and read by operator and viewer besides', async () => {
    const readers: [number, number] = [200, 403]
    for (const [role, expected] of [
      ['owner', [200, 200]],
      ['admin', [200, 200]],
      ['operator', readers],
      ['viewer', readers],
      ['check_in_controller', [403, 403]],
      ['seller', [403, 403]],
    ] as const) {
      const read = await world().request(role, 'GET', '/settings')
      const written = await world().request(role, 'PATCH', '/settings', { body: {} })
      assert.deepEqual([read.statusCode, written.statusCode], expected, role)
    }
  })

  test('of another tenant are not affected', async () => {
    const before = (await world().neighbourRequest('owner', 'GET', '/settings')).json()
    await change({ 'commerce.tax_rate_bps': 1900 })
    assert.deepEqual((await world().neighbourRequest('owner', 'GET', '/settings')).json(), before)
    await reset()
  })

  test('price the next order, in this process and in another, in under a second', async () => {
    assert.equal(await taxRateWithinASecond(elsewhere, 0), 0)
    await change({ 'commerce.tax_rate_bps': 1900 })
    assert.equal(await taxRateWithinASecond(world().platform, 1900), 1900)
    assert.equal(await taxRateWithinASecond(elsewhere, 1900), 1900)
    await reset()
    assert.equal(await taxRateWithinASecond(elsewhere, 0), 0)
  })

  describe('that nobody can read any more', () => {
    before(() => keep('{"commerce.tax_rate_bps": "nineteen", "commerce.shipping_flat_minor": 490, "gone.setting": 1}'))
    after(() => keep('{}'))

    async function keep(settings: string): Promise<void> {
      const client = new pg.Client(world().database.urls.system)
      await client.connect()
      await client.query('update core.tenants set settings = $2 where id = $1', [world().tenant.id, settings])
      await client.end()
      elsewhere.registry.invalidate(world().tenant.id)
    }

    test('count as their default, and the operator of the platform is told', async () => {
      logged.length = 0
      assert.equal(await taxRateCharged(elsewhere), 0)
      assert.deepEqual(await values(), { ...defaults, 'commerce.shipping_flat_minor': 490 })
      const { tenant, setting, fault } = JSON.parse(logged[0]!)
      assert.deepEqual([tenant, setting, fault], [world().tenant.id, 'commerce.tax_rate_bps', 'must be integer'])
    })

    test('are replaced, and what no room declares any more stays as it was kept', async () => {
      await change({ 'commerce.tax_rate_bps': 700 })
      assert.equal(await taxRateWithinASecond(elsewhere, 700), 700)
      const kept = await elsewhere.registry.byId(world().tenant.id)
      assert.deepEqual(kept?.settings, {
        'commerce.tax_rate_bps': 700,
        'commerce.shipping_flat_minor': 490,
        'gone.setting': 1,
      })
    })
  })
})
