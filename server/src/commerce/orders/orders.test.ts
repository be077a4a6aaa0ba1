import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'
import { createProduct } from '../catalogue/create-product.ts'
import { getProduct } from '../catalogue/get-product.ts'
import { createOrder } from './create-order.ts'

forEachPlacement((placement) => {
  const world = worldIn(placement)

  /** A product for sale. */
  function makeProduct(fields: object = {}, tenant = world().tenant) {
    const product = { title: 'Linen shirt', price_amount_minor: 1999, currency: 'EUR', status: 'active' as const }
    return world().scope((scope) => createProduct(scope, { ...product, ...fields }), tenant)
  }

  function placeOrder(body: object) {
    return world().request('operator', 'POST', '/orders', { body })
  }

  async function stockOf(id: string) {
    return (await world().scope((scope) => getProduct(scope, id), world().tenant, 'read')).stock_quantity
  }

  test('an order is priced by the server, from the tenant’s products and settings', async () => {
    const [shirt, ebook] = [await makeProduct(), await makeProduct({ type: 'digital', price_amount_minor: 500 })]
    const settings = { 'commerce.tax_rate_bps': 1900, 'commerce.shipping_flat_minor': 490 }
    const items = [
      { product_id: shirt.id, quantity: 2 },
      { product_id: ebook.id, quantity: 1 },
    ]
    const order = await world().scope((scope) => createOrder(scope, { items, discount_amount_minor: 100 }), {
      ...world().tenant,
      settings,
    })
    const { items_amount_minor, tax_amount_minor, shipping_amount_minor, total_amount_minor } = order
    assert.deepEqual(
      [items_amount_minor, tax_amount_minor, shipping_amount_minor, order.discount_amount_minor, total_amount_minor],
      [4498, 836, 490, 100, 5724],
    )
    const read = await world().request('viewer', 'GET', `/orders/${order.id}`)
    assert.deepEqual(read.json(), JSON.parse(JSON.stringify(order)))
  })

  test('what has no parcel pays no shipping', async () => {
    const ebook = await makeProduct({ type: 'digital' })
    const tenant = { ...world().tenant, settings: { 'commerce.shipping_flat_minor': 490 } }
    const items = [{ product_id: ebook.id, quantity: 1 }]
    const order = await world().scope((scope) => createOrder(scope, { items }), tenant)
    assert.equal(order.shipping_amount_minor, 0)
  })

  test('an order keeps what was sold as it was', async () => {
    const { id } = await makeProduct({ sku: 'KEEP-1' })
    const order = (await placeOrder({ items: [{ product_id: id, quantity: 1 }] })).json()
    const body = { title: 'Wool shirt', price_amount_minor: 5, sku: null }
    await world().request('owner', 'PATCH', `/products/${id}`, { body })
    await world().request('owner', 'DELETE', `/products/${id}`)
    const [item] = (await world().request('owner', 'GET', `/orders/${order.id}`)).json().items
    assert.deepEqual([item.title, item.sku, item.unit_price_amount_minor], ['Linen shirt', 'KEEP-1', 1999])
  })

  test('no amount, number or status is taken from the caller, and a discount only on a manual order', async () => {
    const { id } = await makeProduct()
    const items = [{ product_id: id, quantity: 1 }]
    const faults: object[] = [
      { total_amount_minor: 1 },
      { number: 1 },
      { status: 'delivered' },
      { currency: 'USD' },
      { items: [] },
      { items: [{ product_id: id, quantity: 0 }] },
      { items: [{ product_id: id, quantity: -1 }] },
      { items: [{ product_id: id, quantity: 1.5 }] },
      { items: [{ product_id: id, quantity: 1, unit_price_amount_minor: 1 }] },
      { discount_amount_minor: -1 },
      { discount_amount_minor: 2000 },
      { discount_amount_minor: 1, source: 'storefront' },
      { buyer_email: 'nobody' },
      { buyer_name: '\u0000' },
      { shipping_address: { city: 'Rome' } },
    ]
    for (const fault of faults) {
      const refused = await placeOrder({ items, ...fault })
      assert.equal(refused.statusCode, 422, `${JSON.stringify(fault)}: ${refused.body}`)
    }
  })

  test('what is not for sale here cannot be ordered, and nothing is taken for such an order', async () => {
    const good = await makeProduct({ stock_quantity: 5 })
    const deleted = await makeProduct()
    await world().request('owner', 'DELETE', `/products/${deleted.id}`)
    const bad = [await makeProduct({ status: 'draft' }), deleted, await makeProduct({}, world().neighbour)]
    for (const { id } of bad) {
      const items = [
        { product_id: good.id, quantity: 1 },
        { product_id: id, quantity: 1 },
      ]
      assert.equal((await placeOrder({ items })).json().code, 'order.product_not_for_sale')
    }
    assert.equal(await stockOf(good.id), 5)
  })

  test('what a cancelled order gives back never fills a stock beyond what a product can have', async () => {
    const most = 1_000_000_000
    const { id } = await makeProduct({ stock_quantity: most })
    const order = (await placeOrder({ items: [{ product_id: id, quantity: 7 }] })).json()
    await world().request('owner', 'PATCH', `/products/${id}`, { body: { stock_quantity: most - 3 } })
    const cancelled = await world().request('operator', 'PUT', `/orders/${order.id}/cancellation`, { body: {} })
    assert.deepEqual([cancelled.statusCode, await stockOf(id)], [200, most])
    const patch = await world().request('owner', 'PATCH', `/products/${id}`, { body: { title: 'Wool shirt' } })
    assert.equal(patch.statusCode, 200)
  })

  test('a product with variants is not sold past their stock and price: it is not sold as such, until it has none', async () => {
    const { id } = await makeProduct()
    const replace = (body: object) => world().request('owner', 'PUT', `/products/${id}/options`, { body })
    const variants = [{ option_values: ['S'], price_amount_minor: 900_000, stock_quantity: 1 }]
    await replace({ options: [{ name: 'Size', values: ['S'] }], variants })
    const order = () => placeOrder({ items: [{ product_id: id, quantity: 1000 }] })
    const refused = await order()
    assert.deepEqual([refused.statusCode, refused.json().code], [422, 'order.variant_needed'])
    await replace({ options: [], variants: [] })
    assert.equal((await order()).statusCode, 201)
  })

  test('lines of one product are one item, and are refused together when they ask for more than there is', async () => {
    const { id } = await makeProduct({ stock_quantity: 5 })
    const lines = (...quantities: number[]) => ({
      items: quantities.map((quantity) => ({ product_id: id, quantity })),
    })
    assert.equal((await placeOrder(lines(3, 3))).json().code, 'product.out_of_stock')
    assert.equal(await stockOf(id), 5)
    const order = (await placeOrder(lines(2, 2))).json()
    assert.deepEqual(
      order.items.map((item: { quantity: number; total_amount_minor: number }) => [
        item.quantity,
        item.total_amount_minor,
      ]),
      [[4, 7996]],
    )
    assert.equal(await stockOf(id), 1)
  })

  test('20 buyers at once for 10 units: exactly 10 orders, and nothing left', async () => {
    const { id } = await makeProduct({ stock_quantity: 10 })
    const body = { items: [{ product_id: id, quantity: 1 }] }
    const answers = await Promise.all(Array.from({ length: 20 }, () => placeOrder(body)))
    const statuses = answers.map(({ statusCode }) => statusCode)
    assert.equal(statuses.filter((status) => status === 201).length, 10)
    assert.equal(statuses.filter((status) => status === 409).length, 10)
    assert.equal(await stockOf(id), 0)
  })

  test('buyers of the same products in every order of lines never wait for each other in a circle', async () => {
    const products = await Promise.all([1, 2, 3].map(() => makeProduct({ stock_quantity: 100 })))
    const bodies = Array.from({ length: 12 }, (_, turn) => ({
      items: products.map((_, index) => ({ product_id: products[(index + turn) % 3]!.id, quantity: 1 })),
    }))
    const placed = await Promise.all(bodies.map(placeOrder))
    assert.ok(placed.every(({ statusCode }) => statusCode === 201))
    const cancelled = placed.map((order) =>
      world().request('operator', 'PUT', `/orders/${order.json().id}/cancellation`, { body: {} }),
    )
    const [answers] = await Promise.all([Promise.all(cancelled), Promise.all(bodies.map(placeOrder))])
    assert.ok(answers.every(({ statusCode }) => statusCode === 200))
    for (const { id } of products) assert.equal(await stockOf(id), 88)
  })

  test('numbers count up in each tenant by itself, and a refused order uses none', async () => {
    const product = await makeProduct()
    const items = [{ product_id: product.id, quantity: 1 }]
    const first = (await placeOrder({ items })).json().number
    await placeOrder({ items, discount_amount_minor: 2000 })
    const numbers = await Promise.all(
      Array.from({ length: 8 }, async () => (await placeOrder({ items })).json().number),
    )
    assert.deepEqual(
      numbers.sort((left, right) => left - right),
      Array.from({ length: 8 }, (_, index) => first + 1 + index),
    )
    const theirs = await makeProduct({}, world().neighbour)
    const body = { items: [{ product_id: theirs.id, quantity: 1 }] }
    assert.equal((await world().neighbourRequest('owner', 'POST', '/orders', { body })).json().number, 1)
  })

  test('the same Idempotency-Key places one order', async () => {
    const { id } = await makeProduct({ stock_quantity: 2 })
    const options = { body: { items: [{ product_id: id, quantity: 1 }] }, headers: { 'idempotency-key': 'order-1' } }
    const [first, second] = [
      await world().request('operator', 'POST', '/orders', options),
      await world().request('operator', 'POST', '/orders', options),
    ]
    assert.deepEqual(second.json(), first.json())
    assert.equal(await stockOf(id), 1)
  })

  test('a cursor of the products opens no page of the orders, although both are sorted by the same column', async () => {
    await makeProduct()
    const { id } = await makeProduct()
    await placeOrder({ items: [{ product_id: id, quantity: 1 }] })
    const page = await world().request('viewer', 'GET', '/products', { query: { limit: '1' } })
    const query = { cursor: page.json().paging.next_cursor }
    assert.equal((await world().request('viewer', 'GET', '/products', { query })).statusCode, 200)
    const refused = await world().request('viewer', 'GET', '/orders', { query })
    assert.deepEqual([refused.statusCode, refused.json().code], [400, 'list.invalid_cursor'])
  })

  test('another tenant’s order is not there, whatever is asked of it', async () => {
    const { id: product_id } = await makeProduct()
    const { id } = (await placeOrder({ items: [{ product_id, quantity: 1 }] })).json()
    for (const noun of ['', '/history']) {
      assert.equal((await world().neighbourRequest('owner', 'GET', `/orders/${id}${noun}`)).statusCode, 404)
    }
    for (const noun of ['confirmation', 'processing', 'shipment', 'delivery', 'cancellation', 'return']) {
      const changed = await world().neighbourRequest('owner', 'PUT', `/orders/${id}/${noun}`, { body: {} })
      assert.equal(changed.statusCode, 404, noun)
    }
    const list = await world().neighbourRequest('owner', 'GET', '/orders')
    assert.ok(list.json().results.every((order: { id: string }) => order.id !== id))
    assert.equal((await world().request('owner', 'GET', `/orders/${id}`)).json().version, 1)
  })

  test('sellers see no orders: they may hold other sellers’ items and buyers', async () => {
    assert.equal((await world().request('seller', 'GET', '/orders')).statusCode, 403)
  })
})
