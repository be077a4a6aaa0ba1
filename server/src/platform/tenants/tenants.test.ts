import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { forEachPlacement, type Method, type RequestOptions, worldIn } from '#testing'

forEachPlacement((placement) => {
  const world = worldIn(placement)

  async function platform(method: Method, path: string, options: RequestOptions = {}) {
    return world().requestAs(await world().superadmin(), method, path, options, undefined)
  }

  function create(slug: string, more: object = {}) {
    return platform('POST', '/tenants', { body: { name: `Tenant ${slug}`, slug, placement, ...more } })
  }

  function asOwner(sql: string, values: unknown[] = []) {
    const client = new pg.Client(world().database.urls.owner)
    return client
      .connect()
      .then(() => client.query(sql, values))
      .finally(() => client.end())
  }

  /** Until the processes that cache tenants have heard of a change; the promise is less than a second. */
  async function statusWithinASecond(status: number) {
    const deadline = Date.now() + 1000
    for (;;) {
      const { statusCode } = await world().request('owner', 'GET', '/products')
      if (statusCode === status || Date.now() > deadline) return statusCode
      await wait(10)
    }
  }

  test('a new tenant is active, and its owner can work at once', async () => {
    const made = await create('fresh', { plan: 'business', domains: ['shop.fresh.example'] })
    assert.equal(made.statusCode, 201)
    const { id, status, schema_name, version, epoch } = made.json()
    assert.equal(made.headers.location, `/api/v1/tenants/${id}`)
    assert.deepEqual(
      [status, schema_name, version, epoch],
      ['active', placement === 'schema' ? 'tenant_fresh' : 'shared', 1, 1],
    )
    const tenant = (await world().platform.registry.byId(id))!
    const owner = await world().newCaller('owner', tenant)
    const listed = await world().requestAs(owner, 'GET', '/products', {}, tenant)
    assert.deepEqual([listed.statusCode, listed.json().results], [200, []])
    assert.deepEqual((await platform('GET', `/tenants/${id}`)).json(), made.json())
  })

  test('names that another tenant has are refused, and nothing of the attempt is left', async () => {
    await create('taken', { subdomain: 'taken-sub', domains: ['taken.example'] })
    const attempts: [string, object, string][] = [
      ['taken', { subdomain: 'other-sub' }, 'tenant.slug_taken'],
      ['second', { subdomain: 'taken-sub' }, 'tenant.subdomain_taken'],
      ['third', { domains: ['taken.example'] }, 'tenant.domain_taken'],
    ]
    for (const [slug, more, code] of attempts) {
      const refused = await create(slug, more)
      assert.deepEqual([refused.statusCode, refused.json().code], [409, code])
    }
    const left = await asOwner(`select slug from core.tenants where slug in ('second', 'third')
      union all select nspname from pg_namespace where nspname in ('tenant_second', 'tenant_third')`)
    assert.deepEqual(left.rows, [])
    assert.equal((await create('third')).statusCode, 201)
  })

  test('a tenant is changed by merge patch, of the version the caller saw', async () => {
    const { id } = (await create('patched', { branding: { color: 'red', logo: 'a' } })).json()
    const changed = await platform('PATCH', `/tenants/${id}`, {
      body: { name: 'Patched', branding: { color: 'blue', logo: null } },
      headers: { 'if-match': '"1"' },
    })
    assert.equal(changed.statusCode, 200)
    const { name, branding, version } = changed.json()
    assert.deepEqual([name, branding, version], ['Patched', { color: 'blue' }, 2])
    const stale = await platform('PATCH', `/tenants/${id}`, { body: { name: 'Stale' }, headers: { 'if-match': '"1"' } })
    assert.equal(stale.statusCode, 412)
    for (const body of [{ slug: 'other' }, { placement: 'schema' }, { status: 'deleted' }, { epoch: 9 }]) {
      assert.equal((await platform('PATCH', `/tenants/${id}`, { body })).statusCode, 422)
    }
  })

  test('suspension ends all access in under a second, and is lifted as fast; each turn begins a new epoch', async () => {
    const { id, epoch } = world().tenant
    assert.equal(await statusWithinASecond(200), 200)
    const suspended = await platform('PUT', `/tenants/${id}/suspension`)
    assert.deepEqual([suspended.json().status, suspended.json().epoch], ['suspended', epoch + 1])
    assert.equal(await statusWithinASecond(403), 403)
    const again = await platform('PUT', `/tenants/${id}/suspension`)
    assert.deepEqual(again.json(), suspended.json())
    const reactivated = await platform('DELETE', `/tenants/${id}/suspension`)
    assert.deepEqual([reactivated.json().status, reactivated.json().epoch], ['active', epoch + 2])
    assert.equal(await statusWithinASecond(200), 200)
  })

  test('a deleted tenant is gone everywhere, and comes back as it was, suspension included', async () => {
    const { id } = (await create('gone')).json()
    await platform('PUT', `/tenants/${id}/suspension`)
    assert.equal((await platform('DELETE', `/tenants/${id}`)).statusCode, 204)
    for (const [method, path] of [
      ['PATCH', `/tenants/${id}`],
      ['PUT', `/tenants/${id}/suspension`],
      ['DELETE', `/tenants/${id}/suspension`],
      ['DELETE', `/tenants/${id}`],
    ] as const) {
      const options = method === 'PATCH' ? { body: { name: 'Back' } } : {}
      assert.equal((await platform(method, path, options)).statusCode, 404, `${method} ${path}`)
    }
    assert.equal((await create('gone')).json().code, 'tenant.slug_taken')
    const slugs = async (query: Record<string, string>) =>
      (await platform('GET', '/tenants', { query })).json().results.map(({ slug }: { slug: string }) => slug)
    assert.ok(!(await slugs({ limit: '200' })).includes('gone'))
    assert.deepEqual(await slugs({ status: 'deleted' }), ['gone'])
    const restored = await platform('DELETE', `/tenants/${id}/deletion`)
    assert.deepEqual([restored.statusCode, restored.json().status], [200, 'suspended'])
    assert.equal((await platform('DELETE', `/tenants/${id}/deletion`)).statusCode, 404)
  })

  test('anybody finds an active tenant by slug or verified domain, and learns its public face only', async () => {
    const { id } = (await create('seen', { domains: ['seen.example'] })).json()
    const lookup = (query: Record<string, string>) =>
      world().platform.app.inject({ method: 'GET', url: '/api/v1/tenant-lookup', query })
    const bySlug = await lookup({ slug: 'seen' })
    assert.deepEqual(bySlug.json(), { id, slug: 'seen', name: 'Tenant seen', subdomain: 'seen', branding: {} })
    assert.equal((await lookup({ domain: 'seen.example' })).statusCode, 404)
    await asOwner('update core.tenant_domains set verified_at = now() where domain = $1', ['seen.example'])
    assert.deepEqual((await lookup({ domain: 'seen.example' })).json(), bySlug.json())
    assert.equal((await lookup({})).statusCode, 422)
    await platform('PUT', `/tenants/${id}/suspension`)
    assert.equal((await lookup({ slug: 'seen' })).statusCode, 404)
  })

  test('tenants of others are no business of a tenant’s owner', async () => {
    for (const [method, path] of [
      ['GET', '/tenants'],
      ['GET', `/tenants/${world().neighbour.id}`],
      ['PUT', `/tenants/${world().neighbour.id}/suspension`],
      ['DELETE', `/tenants/${world().tenant.id}`],
    ] as const) {
      assert.equal((await world().request('owner', method, path)).statusCode, 403, `${method} ${path}`)
    }
  })
})
