import { Type } from 'typebox'
import { maxAmountMinor } from '#platform/contract'
import { defineSetting, tenantSettings } from '#platform/settings'

/** What a tenant charges on every order. */
export const orderSettingDefinitions = {
  'commerce.tax_rate_bps': defineSetting(
    Type.Integer({
      minimum: 0,
      maximum: 10_000,
      examples: [1900],
      description: 'Tax on every order, in basis points: 1900 is 19 %.',
    }),
    0,
  ),
  'commerce.shipping_flat_minor': defineSetting(
    Type.Integer({
      minimum: 0,
      maximum: maxAmountMinor,
      examples: [490],
      description: 'Charged once per order that has something to ship, in minor units of its currency.',
    }),
    0,
  ),
}

/** `get(scope.tenant)`: typed, and the default where the tenant has set nothing or what is kept cannot be read. */
export const orderSettings = tenantSettings(orderSettingDefinitions)
