import assert from 'node:assert/strict'
import type { World } from '#testing'

/** Leaves at least one row of the tenant in every tenant table, through the API as a user would. */
export async function leaveSampleRows(
  world: World,
): Promise<{ productId: string; orderId: string; sellerProfileId: string }> {
  const seller = await create(world, '/seller-profiles', { store_name: 'Acme', slug: 'acme' })
  const product = await create(world, '/products', {
    title: 'Poster',
    type: 'physical',
    status: 'active',
    price_amount_minor: 1250,
    currency: 'EUR',
    stock_quantity: 5,
    seller_id: seller.id,
  })
  const order = await create(world, '/orders', {
    source: 'manual',
    items: [{ product_id: product.id, quantity: 1 }],
  })
  return { productId: product.id, orderId: order.id, sellerProfileId: seller.id }
}

async function create(world: World, path: string, body: object): Promise<{ id: string }> {
  const headers = { 'idempotency-key': `sample${path}` }
  const answer = await world.request('owner', 'POST', path, { body, headers })
  assert.equal(answer.statusCode, 201, `${path}: ${answer.body}`)
  return answer.json()
}
