import { maxAmountMinor } from '#platform/contract'
import { AmountTooLarge, DiscountTooLarge } from './refusals.ts'

export interface PricedLine {
  unit_price_amount_minor: number
  quantity: number
}

export interface Charges {
  /** Basis points: 1900 is 19 %. */
  tax_rate_bps: number
  shipping_amount_minor: number
  discount_amount_minor: number
}

/** All in minor units of one currency. */
export interface OrderAmounts {
  items_amount_minor: number
  tax_amount_minor: number
  shipping_amount_minor: number
  discount_amount_minor: number
  total_amount_minor: number
}

/**
 * What an order costs: items + tax + shipping − discount = total, to the unit.
 * Tax is on the items after the discount, not on shipping; it is rounded once for the whole order, half up, so that
 * neither the order of the lines nor how they are split changes it.
 */
export function priceOrder(lines: readonly PricedLine[], charges: Charges): OrderAmounts {
  const items = lines.reduce((sum, line) => sum + lineTotal(line), 0n)
  const shipping = BigInt(charges.shipping_amount_minor)
  const discount = BigInt(charges.discount_amount_minor)
  if (discount > items) throw DiscountTooLarge()
  const tax = shareOf(items - discount, charges.tax_rate_bps)
  return {
    items_amount_minor: amount(items),
    tax_amount_minor: amount(tax),
    shipping_amount_minor: amount(shipping),
    discount_amount_minor: amount(discount),
    total_amount_minor: amount(items + tax + shipping - discount),
  }
}

/** The price of one line in minor units. */
export function priceLine(line: PricedLine): number {
  return amount(lineTotal(line))
}

/** Whole numbers without a limit: 2^53 is far below the product of the largest price and quantity. */
function lineTotal(line: PricedLine): bigint {
  return BigInt(line.unit_price_amount_minor) * BigInt(line.quantity)
}

function shareOf(base: bigint, bps: number): bigint {
  return (base * BigInt(bps) + 5_000n) / 10_000n
}

function amount(value: bigint): number {
  if (value > BigInt(maxAmountMinor)) throw AmountTooLarge()
  return Number(value)
}
