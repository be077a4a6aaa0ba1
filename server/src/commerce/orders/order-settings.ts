import { type SettingDefinition, SettingFault, type Tenant } from '@stoa/tenancy'
import { maxAmountMinor } from '#platform/contract'

/** What a tenant charges on every order: settings of the tenant, 0 unless set. */
const orderSettingDefinitions = {
  /** Basis points: 1900 is 19 %. */
  'commerce.tax_rate_bps': wholeNumber(10_000),
  /** Once per order that has something to ship, in minor units. */
  'commerce.shipping_flat_minor': wholeNumber(maxAmountMinor),
}

type SettingName = keyof typeof orderSettingDefinitions

export interface OrderSettings {
  taxRateBps: number
  shippingFlatMinor: number
}

/** A kept value that is no such number is an error: guessing would charge buyers wrongly. */
export function orderSettings({ settings }: Pick<Tenant, 'settings'>): OrderSettings {
  const read = (name: SettingName) => {
    const { default: unset, parse } = orderSettingDefinitions[name]
    return Object.hasOwn(settings, name) ? parse(settings[name]) : unset
  }
  return { taxRateBps: read('commerce.tax_rate_bps'), shippingFlatMinor: read('commerce.shipping_flat_minor') }
}

function wholeNumber(maximum: number): SettingDefinition<number> {
  return {
    default: 0,
    parse(value) {
      const isValid = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maximum
      if (!isValid) throw new SettingFault(`must be a whole number from 0 to ${maximum}`)
      return value
    },
  }
}
