import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProductToSell } from '../catalogue/stock.ts'
import { addUpQuantities, sell } from './order-items.ts'

const shirt: ProductToSell = {
  id: '0199c0de-0000-7000-8000-000000000001',
  title: 'Shirt',
  type: 'physical',
  status: 'active',
  price_amount_minor: 7900,
  currency: 'EUR',
  sku: 'S-1',
  stock_quantity: 3,
  has_variants: false,
}
const ebook: ProductToSell = {
  ...shirt,
  id: '0199c0de-0000-7000-8000-000000000002',
  type: 'digital',
  stock_quantity: null,
}

test('lines of one product are added up, in the order of first mention', () => {
  const quantities = addUpQuantities([
    { product_id: ebook.id, quantity: 1 },
    { product_id: shirt.id, quantity: 2 },
    { product_id: ebook.id, quantity: 4 },
  ])
  assert.deepEqual(
    [...quantities],
    [
      [ebook.id, 5],
      [shirt.id, 2],
    ],
  )
})

test('many lines cannot ask for more of a product than one line may', () => {
  const lines = [1_000_000, 1].map((quantity) => ({ product_id: shirt.id, quantity }))
  assert.throws(() => addUpQuantities(lines), { code: 'order.quantity_too_large' })
})

test('items are snapshots in the order of the lines, whatever order the products were read in', () => {
  const { items, currency } = sell(
    new Map([
      [ebook.id, 5],
      [shirt.id, 2],
    ]),
    [shirt, ebook],
  )
  assert.equal(currency, 'EUR')
  assert.deepEqual(
    items.map(({ id: _, ...item }) => item),
    [
      {
        position: 1,
        product_id: ebook.id,
        title: 'Shirt',
        sku: 'S-1',
        unit_price_amount_minor: 7900,
        quantity: 5,
        total_amount_minor: 39_500,
        is_stock_taken: false,
        allotted_quantity: 0,
        shipped_quantity: 0,
      },
      {
        position: 2,
        product_id: shirt.id,
        title: 'Shirt',
        sku: 'S-1',
        unit_price_amount_minor: 7900,
        quantity: 2,
        total_amount_minor: 15_800,
        is_stock_taken: true,
        allotted_quantity: 0,
        shipped_quantity: 0,
      },
    ],
  )
})

test('there is a parcel exactly when something in the order can be sent', () => {
  assert.equal(sell(new Map([[ebook.id, 1]]), [ebook]).hasParcel, false)
  assert.equal(
    sell(
      new Map([
        [ebook.id, 1],
        [shirt.id, 1],
      ]),
      [ebook, shirt],
    ).hasParcel,
    true,
  )
})

test('what is missing, a draft, archived or in another currency is not sold', () => {
  const notForSale = { code: 'order.product_not_for_sale' }
  const one = new Map([[shirt.id, 1]])
  assert.throws(() => sell(one, []), notForSale)
  assert.throws(() => sell(one, [{ ...shirt, status: 'draft' }]), notForSale)
  assert.throws(() => sell(one, [{ ...shirt, status: 'archived' }]), notForSale)
  assert.throws(() => sell(one, [{ ...shirt, has_variants: true }]), { code: 'order.variant_needed' })
  const both = new Map([
    [shirt.id, 1],
    [ebook.id, 1],
  ])
  assert.throws(() => sell(both, [shirt, { ...ebook, currency: 'USD' }]), { code: 'order.currencies_differ' })
})
