import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { before, describe, test } from 'node:test'
import { CachedRegistry, remoteTenants } from '@stoa/tenancy'
import { worldIn } from '#testing'

describe('the registry for other services', () => {
  const world = worldIn('schema')
  let url: string
  let remote: CachedRegistry
  before(async () => {
    await world().platform.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = world().platform.app.server.address() as AddressInfo
    url = `http://127.0.0.1:${port}/api/v1`
    remote = new CachedRegistry(remoteTenants({ url, token: (await world().superadmin()).token }))
  })

  test('tells a remote registry exactly what the local one knows', async () => {
    const { tenant } = world()
    assert.deepEqual(await remote.byId(tenant.id), tenant)
    assert.deepEqual(await remote.bySlug(tenant.slug), tenant)
    assert.deepEqual(await remote.bySubdomain(tenant.subdomain), tenant)
  })

  test('knows nobody under a name that was never given', async () => {
    assert.equal(await remote.bySlug('nobody'), undefined)
    assert.equal(await remote.byDomain('nobody.example'), undefined)
    const answer = await world().requestAs(
      await world().superadmin(),
      'GET',
      '/tenant-registry?by=id&key=x',
      {},
      undefined,
    )
    assert.equal(answer.statusCode, 404)
  })

  test('is closed to whoever is no superadmin', async () => {
    const owner = await world().caller('owner')
    const stranger = new CachedRegistry(remoteTenants({ url, token: owner.token, retries: 0 }))
    await assert.rejects(async () => stranger.bySlug(world().tenant.slug), { code: 'tenancy.registry_unavailable' })
  })
})
