import type { Tenant } from '@stoa/tenancy'
import { maxAmountMinor } from '#platform/contract'

/** What a tenant charges on every order. */
export interface OrderSettings {
  /** Basis points: 1900 is 19 %. Setting `commerce.tax_rate_bps`. */
  taxRateBps: number
  /** Once per order that has something to ship, in minor units. Setting `commerce.shipping_flat_minor`. */
  shippingFlatMinor: number
}

/** Both default to 0. A setting that is no such number is an error: guessing would charge buyers wrongly. */
export function orderSettings({ settings }: Pick<Tenant, 'settings'>): OrderSettings {
  return {
    taxRateBps: wholeNumber(settings, 'commerce.tax_rate_bps', 10_000),
    shippingFlatMinor: wholeNumber(settings, 'commerce.shipping_flat_minor', maxAmountMinor),
  }
}

function wholeNumber(settings: Tenant['settings'], name: string, maximum: number): number {
  const value = settings[name] ?? 0
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= maximum) return value as number
  throw new RangeError(`the setting ${name} is not a whole number from 0 to ${maximum}`)
}
