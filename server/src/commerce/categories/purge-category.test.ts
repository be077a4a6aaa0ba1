import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'

forEachPlacement((placement) => {
  const world = worldIn(placement)
  let count = 0

  async function make(parent_id: string | null = null): Promise<{ id: string; slug: string }> {
    const slug = `category-${++count}`
    const made = await world().request('owner', 'POST', '/categories', { body: { name: slug, slug, parent_id } })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  const remove = (id: string) => world().request('owner', 'DELETE', `/categories/${id}`)
  const restore = (id: string) => world().request('owner', 'DELETE', `/categories/${id}/deletion`)
  const purge = (id: string) => world().request('admin', 'PUT', `/categories/${id}/purge`)

  test('a purged category is gone, and its products stay, in their other categories', async () => {
    const [gone, kept] = [await make(), await make()]
    const body = { title: 'Mug', price_amount_minor: 100, currency: 'EUR' }
    const { id } = (await world().request('owner', 'POST', '/products', { body })).json()
    const places = { body: { category_ids: [gone.id, kept.id] } }
    assert.equal((await world().request('owner', 'PUT', `/products/${id}/categories`, places)).statusCode, 200)
    await remove(gone.id)
    assert.equal((await purge(gone.id)).statusCode, 204)
    const left = await world().request('owner', 'GET', `/products/${id}/categories`)
    assert.deepEqual(left.json(), { category_ids: [kept.id] })
    assert.equal((await restore(gone.id)).json().code, 'category.not_deleted')
    assert.equal((await purge(gone.id)).json().code, 'category.not_deleted')
  })

  test('only a deleted category of this tenant is purged, and not by operators', async () => {
    const { id } = await make()
    const path = `/categories/${id}/purge`
    assert.equal((await purge(id)).json().code, 'category.not_deleted')
    await remove(id)
    assert.equal((await world().request('operator', 'PUT', path)).statusCode, 403)
    assert.equal((await world().neighbourRequest('owner', 'PUT', path)).statusCode, 404)
    assert.equal((await restore(id)).statusCode, 200)
  })

  test('a category stays while one is below it, also a deleted one, which can so be restored', async () => {
    const above = await make()
    const below = await make(above.id)
    for (const { id } of [below, above]) assert.equal((await remove(id)).statusCode, 204)
    const refused = await purge(above.id)
    assert.deepEqual([refused.statusCode, refused.json().code], [409, 'category.in_use'])
    for (const { id } of [above, below]) assert.equal((await restore(id)).statusCode, 200)
    for (const { id } of [below, above]) assert.equal((await remove(id)).statusCode, 204)
    for (const { id } of [below, above]) assert.equal((await purge(id)).statusCode, 204)
  })

  test('whatever is purged and restored at once, each is done or refused', async () => {
    const above = await make()
    const below = await make(above.id)
    for (const { id } of [below, above]) await remove(id)
    const asked = [above, below].flatMap(({ id }) => [purge(id), purge(id), restore(id)])
    const answers = await Promise.all(asked)
    for (const { statusCode, body } of answers) assert.ok(statusCode < 500, body)
  })
})
