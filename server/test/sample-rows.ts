import assert from 'node:assert/strict'
import type { Method, World } from '#testing'
import { Authenticator } from '../src/testing/authenticator.ts'
import { leaveDocumentedRows } from './documented-rows.ts'

/** Ids of what was left. */
export interface SampleRows {
  productId: string
  orderId: string
  sellerProfileId: string
}

interface Made {
  id: string
  /** Of an order. */
  items: { id: string }[]
}

/**
 * Leaves rows of the tenant in every tenant table, through the API as a user would; two in each list, so that a page
 * of one has a cursor. Their texts hold `kept-by-<slug>`, by which they are known wherever they turn up.
 */
export async function leaveSampleRows(world: World, tenant = world.tenant): Promise<SampleRows> {
  const mark = `kept-by-${tenant.slug}`
  const owner = await world.caller('owner', tenant)
  const [sellerProfileId, productId, orderId] = [[], [], []] as string[][]
  for (const copy of ['first', 'second']) {
    const name = `${copy}-${mark}`
    const seller = await make('POST', '/seller-profiles', copy, { store_name: name, slug: name, bio: name })
    const key = name.replaceAll('-', '_')
    const field = { owner_type: 'product', type: 'text', label: name, metadata: { note: name } }
    await make('POST', '/custom-fields', copy, { ...field, key })
    const product = await make('POST', '/products', copy, {
      custom_fields: { [key]: name },
      title: name,
      description: name,
      sku: name,
      tags: [name],
      metadata: { note: name },
      type: 'physical',
      status: 'active',
      price_amount_minor: 1250,
      currency: 'EUR',
      stock_quantity: 50,
      seller_id: seller.id,
    })
    const category = await make('POST', '/categories', copy, { name, slug: name, description: name })
    const varied = await make('POST', '/products', `${copy}-varied-`, {
      title: `${name} varied`,
      metadata: { note: name },
      price_amount_minor: 1250,
      currency: 'EUR',
    })
    await make('PUT', `/products/${varied.id}/categories`, copy, { category_ids: [category.id] })
    await make('PUT', `/products/${varied.id}/images`, copy, {
      images: [{ url: `https://example.com/${name}.png`, alt: name }],
    })
    await make('PUT', `/products/${varied.id}/options`, copy, {
      options: [{ name, values: [name] }],
      variants: [{ option_values: [name], sku: `${name}-varied`, stock_quantity: 5 }],
    })
    const order = await make('POST', '/orders', copy, {
      source: 'manual',
      items: [{ product_id: product.id, quantity: 4 }],
      buyer_name: name,
      buyer_email: `buyer-${name}@example.com`,
      notes: name,
      metadata: { note: name },
    })
    await make('PUT', `/orders/${order.id}/confirmation`, copy, { reason: name })
    await make('PUT', `/orders/${order.id}/processing`, copy, {})
    await make('PUT', `/orders/${order.id}/tags/${name}`, copy)
    for (const turn of [copy, `${copy}-again`]) {
      const items = [{ order_item_id: order.items[0]!.id, quantity: 1 }]
      await make('POST', `/orders/${order.id}/fulfilments`, turn, { items, carrier: name, metadata: { note: name } })
      await make('POST', `/orders/${order.id}/notes`, turn, { text: name })
    }
    await importFile(`sku,title\r\n${name}-imported,${name}\r\n`)
    const address = `${name}@example.com`
    const conversation = await make('POST', '/conversations', copy, { channel: 'email', address, subject: name })
    for (const turn of [copy, `${copy}-again`]) {
      const message = { direction: 'in', text: name, external_id: `${turn}-${mark}` }
      await make('POST', `/conversations/${conversation.id}/messages`, turn, message)
    }
    await make('PATCH', '/ai-config', copy, { bot_name: name, instructions: name, greeting: name })
    await make('POST', '/users', copy, { email: `${name}@example.com`, name, role: 'viewer' })
    const human = { email: `human-${name}@example.com`, name, notes: name, tags: [name], metadata: { note: name } }
    const { id: humanId } = await make('POST', '/humans', copy, human)
    await world.platform.identity.openHumanSession(tenant, humanId)
    sellerProfileId!.push(seller.id)
    productId!.push(product.id)
    orderId!.push(order.id)
  }
  for (const copy of ['first', 'second']) await leavePasskey(world, owner.userId, `${copy}-${mark}`)
  await leaveDocumentedRows(world, owner, tenant, mark)
  const operator = await world.superadmin()
  const domain = await world.requestAs(
    operator,
    'POST',
    `/tenants/${tenant.id}/domains`,
    { body: { domain: `${mark}.example` } },
    undefined,
  )
  assert.equal(domain.statusCode, 201, domain.body)
  const impersonation = { user_id: owner.userId, tenant_id: tenant.id, reason: mark }
  const begun = await world.requestAs(operator, 'POST', '/impersonations', { body: impersonation }, undefined)
  assert.equal(begun.statusCode, 201, begun.body)
  return { productId: productId![0]!, orderId: orderId![0]!, sellerProfileId: sellerProfileId![0]! }

  async function importFile(body: string): Promise<void> {
    const headers = { 'content-type': 'text/csv' }
    const answer = await world.requestAs(owner, 'POST', '/products/import', { body, headers }, tenant)
    assert.equal(answer.statusCode, 202, answer.body)
  }

  async function make(method: Method, path: string, copy: string, body?: object): Promise<Made> {
    const headers = method === 'POST' ? { 'idempotency-key': `${copy}${path}` } : {}
    const answer = await world.requestAs(owner, method, path, { body, headers }, tenant)
    assert.equal(answer.statusCode, method === 'POST' ? 201 : 200, `${path}: ${answer.body}`)
    return answer.json()
  }
}

/** A passkey of somebody who just logged in. */
async function leavePasskey(world: World, userId: string, name: string): Promise<void> {
  const { access_token: token } = await world.platform.identity.openSession(userId)
  const call = (path: string, body: object) => world.requestAs({ userId, token }, 'POST', path, { body }, undefined)
  const begun = await call('/auth/passkey/registration', {})
  const credential = new Authenticator().create(begun.json().public_key)
  const made = await call('/auth/passkeys', { name, credential })
  assert.equal(made.statusCode, 201, made.body)
}
