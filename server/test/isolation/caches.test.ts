import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Tenant } from '@stoa/tenancy'
import pg from 'pg'
import { forEachPlacement, worldIn } from '#testing'
import { baseDomain } from './http/attacks.ts'

/** What a process remembers of tenants: each is asked for both of them in turn, many at a time. */
forEachPlacement((placement) => {
  const world = worldIn(placement, { baseDomains: [baseDomain] })
  const taxOf = (tenant: Tenant) => (tenant.id === world().tenant.id ? 1900 : 700)
  const both = () => [world().tenant, world().neighbour]
  const products = new Map<string, string>()

  before(async () => {
    for (const tenant of both()) {
      const owner = await world().caller('owner', tenant)
      const tax = { 'commerce.tax_rate_bps': taxOf(tenant) }
      const changed = await world().requestAs(owner, 'PATCH', '/settings', { body: tax }, tenant)
      assert.equal(changed.statusCode, 200, changed.body)
      const body = { title: tenant.slug, status: 'active', price_amount_minor: 10_000, currency: 'EUR' }
      // Not waiting for the notice of the change, which comes in its own time.
      world().platform.registry.invalidateAll()
      products.set(tenant.id, (await world().requestAs(owner, 'POST', '/products', { body }, tenant)).json().id)
    }
  })

  /** Calls for both tenants in turn, all at the same time. */
  function inTurn(calls: number, body: (tenant: Tenant) => Promise<void>): Promise<unknown> {
    return Promise.all(Array.from({ length: calls }, (_, index) => body(both()[index % 2]!)))
  }

  test('settings: each tenant reads its own, and its orders are taxed by them', async () => {
    await inTurn(40, async (tenant) => {
      const owner = await world().caller('owner', tenant)
      const settings = await world().requestAs(owner, 'GET', '/settings', {}, tenant)
      assert.equal(settings.json()['commerce.tax_rate_bps'], taxOf(tenant))
      const body = { items: [{ product_id: products.get(tenant.id), quantity: 1 }] }
      const order = await world().requestAs(owner, 'POST', '/orders', { body }, tenant)
      assert.equal(order.json().tax_amount_minor, taxOf(tenant), order.body)
    })
  })

  test('registry: every name of a tenant leads to it, however it was asked for before', async () => {
    await inTurn(60, async (tenant) => {
      const { token } = await world().caller('owner', tenant)
      for (const headers of [
        { 'x-tenant-id': tenant.id },
        { 'x-tenant-id': tenant.slug },
        { host: `${tenant.subdomain}.${baseDomain}` },
      ]) {
        const answer = await world().platform.app.inject({
          url: '/api/v1/settings',
          headers: { authorization: `Bearer ${token}`, ...headers },
        })
        assert.equal(answer.json()['commerce.tax_rate_bps'], taxOf(tenant), answer.body)
      }
    })
  })

  test('registry: a domain that went to another tenant leads there', async () => {
    const admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    const domain = 'shop.example'
    const insert = `insert into core.tenant_domains (domain, tenant_id, token, verified_at, created_at)
      values ($1, $2, repeat('t', 32), now(), now())`
    for (const tenant of both()) {
      await admin.query('delete from core.tenant_domains')
      await admin.query(insert, [domain, tenant.id])
      for (const { id } of both()) world().platform.registry.invalidate(id)
      for (const caller of both()) {
        const { token } = await world().caller('owner', caller)
        const answer = await world().platform.app.inject({
          url: '/api/v1/settings',
          headers: { authorization: `Bearer ${token}`, host: domain },
        })
        assert.equal(answer.statusCode, caller === tenant ? 200 : 403, answer.body)
      }
    }
    await admin.end()
  })

  test('statements and bindings: on the same connections each tenant reads and writes its own', async () => {
    await inTurn(60, async (tenant) => {
      const owner = await world().caller('owner', tenant)
      const own = products.get(tenant.id)!
      const path = `/products/${own}`
      const changed = await world().requestAs(owner, 'PATCH', path, { body: { tags: [tenant.slug] } }, tenant)
      assert.deepEqual(changed.json().tags, [tenant.slug], changed.body)
      const listed = await world().requestAs(owner, 'GET', '/products', {}, tenant)
      assert.deepEqual(
        listed.json().results.map(({ id, title }: { id: string; title: string }) => [id, title]),
        [[own, tenant.slug]],
      )
    })
  })
})
