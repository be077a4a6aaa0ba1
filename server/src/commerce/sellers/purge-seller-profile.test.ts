import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'

forEachPlacement((placement) => {
  const world = worldIn(placement)
  let count = 0

  const create = (slug: string) =>
    world().request('owner', 'POST', '/seller-profiles', { body: { store_name: 'Linen & Wool', slug } })

  async function make(): Promise<{ id: string; slug: string }> {
    const made = await create(`store-${++count}`)
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  const remove = (id: string) => world().request('owner', 'DELETE', `/seller-profiles/${id}`)
  const restore = (id: string) => world().request('owner', 'DELETE', `/seller-profiles/${id}/deletion`)
  const purge = (id: string) => world().request('admin', 'PUT', `/seller-profiles/${id}/purge`)

  test('a purged profile is gone for good, and its slug is free', async () => {
    const { id, slug } = await make()
    await remove(id)
    assert.equal((await create(slug)).json().code, 'seller_profile.slug_taken')
    assert.equal((await purge(id)).statusCode, 204)
    assert.equal((await restore(id)).json().code, 'seller_profile.not_deleted')
    assert.equal((await purge(id)).json().code, 'seller_profile.not_deleted')
    assert.equal((await create(slug)).statusCode, 201)
  })

  test('only a deleted profile of this tenant is purged, and neither by operators nor by sellers', async () => {
    const { id } = await make()
    const path = `/seller-profiles/${id}/purge`
    assert.equal((await purge(id)).json().code, 'seller_profile.not_deleted')
    await remove(id)
    for (const role of ['operator', 'seller'] as const) {
      assert.equal((await world().request(role, 'PUT', path)).statusCode, 403, role)
    }
    assert.equal((await world().neighbourRequest('owner', 'PUT', path)).statusCode, 404)
    assert.equal((await restore(id)).statusCode, 200)
  })

  test('a profile stays while it has a product, also a deleted one, and is purged after it', async () => {
    const { id } = await make()
    const body = { title: 'Mug', price_amount_minor: 100, currency: 'EUR', seller_id: id }
    const product = (await world().request('owner', 'POST', '/products', { body })).json()
    await world().request('owner', 'DELETE', `/products/${product.id}`)
    await remove(id)
    const refused = await purge(id)
    assert.deepEqual([refused.statusCode, refused.json().code], [409, 'seller_profile.in_use'])
    assert.equal((await world().request('owner', 'PUT', `/products/${product.id}/purge`)).statusCode, 204)
    assert.equal((await purge(id)).statusCode, 204)
  })
})
