import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SettingFault, type Tenant } from '@stoa/tenancy'
import { type UnreadableSetting, unreadableSettings } from '#platform/settings'
import { orderSettingDefinitions, orderSettings } from './order-settings.ts'

const unset = { 'commerce.tax_rate_bps': 0, 'commerce.shipping_flat_minor': 0 }

function charges(settings: Tenant['settings']) {
  return orderSettings.get({ id: 'acme', settings } as Tenant)
}

test('a tenant that says nothing charges neither tax nor shipping', () => {
  assert.deepEqual(charges({}), unset)
})

test('the settings of the tenant are charged', () => {
  const settings = { 'commerce.tax_rate_bps': 1900, 'commerce.shipping_flat_minor': 490 }
  assert.deepEqual(charges(settings), settings)
})

test('what is no whole number in bounds is refused, and where it is kept all the same, told and not charged', (t) => {
  const told: unknown[] = []
  const listener = (message: unknown) => void told.push((message as UnreadableSetting).name)
  unreadableSettings.subscribe(listener)
  t.after(() => unreadableSettings.unsubscribe(listener))
  const faulty = ['19', 19.5, -1, 10_001, Number.NaN, null, {}]
  for (const value of faulty) {
    assert.throws(() => orderSettingDefinitions['commerce.tax_rate_bps'].parse(value), SettingFault)
    assert.deepEqual(charges({ 'commerce.tax_rate_bps': value }), unset)
  }
  assert.deepEqual(
    told,
    faulty.map(() => 'commerce.tax_rate_bps'),
  )
})
