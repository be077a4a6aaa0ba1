import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SettingFault } from '@stoa/tenancy'
import { orderSettings } from './order-settings.ts'

test('a tenant that says nothing charges neither tax nor shipping', () => {
  assert.deepEqual(orderSettings({ settings: {} }), { taxRateBps: 0, shippingFlatMinor: 0 })
})

test('the settings of the tenant are charged', () => {
  const settings = { 'commerce.tax_rate_bps': 1900, 'commerce.shipping_flat_minor': 490 }
  assert.deepEqual(orderSettings({ settings }), { taxRateBps: 1900, shippingFlatMinor: 490 })
})

test('a setting that is no whole number in bounds is an error, not a guess', () => {
  for (const value of ['19', 19.5, -1, 10_001, Number.NaN]) {
    assert.throws(() => orderSettings({ settings: { 'commerce.tax_rate_bps': value } }), SettingFault)
  }
})
