import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { maxAmountMinor } from '#platform/contract'
import { priceLine, priceOrder } from './price-order.ts'

const line = fc.record({ unit_price_amount_minor: fc.nat(10_000_000), quantity: fc.integer({ min: 1, max: 1_000 }) })
const lines = fc.array(line, { minLength: 1, maxLength: 20 })
const rate = fc.nat(10_000)
const shipping = fc.nat(1_000_000)

/** An order with some discount that is not above its items. */
const priced = fc.record({ lines, rate, shipping, share: fc.nat(100) }).map(({ lines, rate, shipping, share }) => {
  const items = lines.reduce((sum, line) => sum + line.unit_price_amount_minor * line.quantity, 0)
  const charges = {
    tax_rate_bps: rate,
    shipping_amount_minor: shipping,
    discount_amount_minor: Math.floor((items * share) / 100),
  }
  return { lines, charges, amounts: priceOrder(lines, charges) }
})

test('the total is items + tax + shipping − discount to the unit, and no amount is negative or broken', () => {
  fc.assert(
    fc.property(priced, ({ lines, amounts }) => {
      for (const amount of Object.values(amounts)) assert.ok(Number.isSafeInteger(amount) && amount >= 0)
      const { items_amount_minor: items, tax_amount_minor: tax, shipping_amount_minor: shipping } = amounts
      assert.equal(amounts.total_amount_minor, items + tax + shipping - amounts.discount_amount_minor)
      assert.equal(
        items,
        lines.map(priceLine).reduce((sum, amount) => sum + amount, 0),
      )
    }),
  )
})

test('neither the order of the lines nor how they are split changes any amount', () => {
  fc.assert(
    fc.property(priced, fc.func(fc.nat()), ({ lines, charges, amounts }, rank) => {
      const shuffled = lines.toSorted((left, right) => rank(left) - rank(right))
      const split = shuffled.flatMap((line) => [
        { ...line, quantity: 1 },
        { ...line, quantity: line.quantity - 1 },
      ])
      assert.deepEqual(priceOrder(shuffled, charges), amounts)
      assert.deepEqual(priceOrder(split, charges), amounts)
    }),
  )
})

test('tax is the nearest unit to the exact share of what is left after the discount', () => {
  fc.assert(
    fc.property(priced, ({ charges, amounts }) => {
      const base = amounts.items_amount_minor - amounts.discount_amount_minor
      const error = BigInt(amounts.tax_amount_minor) * 10_000n - BigInt(base) * BigInt(charges.tax_rate_bps)
      assert.ok(error > -5_000n && error <= 5_000n)
    }),
  )
})

test('a tie is rounded up', () => {
  const charges = { shipping_amount_minor: 0, discount_amount_minor: 0 }
  const cases = [
    { price: 10, tax_rate_bps: 500, tax: 1 },
    { price: 30, tax_rate_bps: 500, tax: 2 },
    { price: 9, tax_rate_bps: 500, tax: 0 },
    { price: 11, tax_rate_bps: 500, tax: 1 },
    { price: 999, tax_rate_bps: 1900, tax: 190 },
    { price: 0, tax_rate_bps: 1900, tax: 0 },
    { price: 777, tax_rate_bps: 0, tax: 0 },
    { price: 777, tax_rate_bps: 10_000, tax: 777 },
  ]
  for (const { price, tax_rate_bps, tax } of cases) {
    const amounts = priceOrder([{ unit_price_amount_minor: price, quantity: 1 }], { ...charges, tax_rate_bps })
    assert.equal(amounts.tax_amount_minor, tax, `${price} at ${tax_rate_bps} bps`)
  }
})

test('amounts beyond the largest are refused, never rounded or wrapped', () => {
  const none = { tax_rate_bps: 0, shipping_amount_minor: 0, discount_amount_minor: 0 }
  const largest = { unit_price_amount_minor: maxAmountMinor, quantity: 1 }
  assert.equal(priceOrder([largest], none).total_amount_minor, maxAmountMinor)
  const tooLarge = { code: 'order.amount_too_large' }
  assert.throws(() => priceOrder([largest, { unit_price_amount_minor: 1, quantity: 1 }], none), tooLarge)
  assert.throws(() => priceOrder([largest], { ...none, tax_rate_bps: 1 }), tooLarge)
  assert.throws(() => priceOrder([largest], { ...none, shipping_amount_minor: 1 }), tooLarge)
  assert.throws(() => priceLine({ unit_price_amount_minor: maxAmountMinor, quantity: 1_000_000 }), tooLarge)
})

test('a discount above the items is refused', () => {
  const charges = { tax_rate_bps: 0, shipping_amount_minor: 500 }
  const items = [{ unit_price_amount_minor: 100, quantity: 1 }]
  assert.equal(priceOrder(items, { ...charges, discount_amount_minor: 100 }).total_amount_minor, 500)
  assert.throws(() => priceOrder(items, { ...charges, discount_amount_minor: 101 }), {
    code: 'order.discount_too_large',
  })
})
