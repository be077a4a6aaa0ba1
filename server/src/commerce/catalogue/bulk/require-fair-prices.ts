import type { Product } from '../product.ts'
import { CompareAtTooLow } from '../refusals.ts'

/** The table judges it too; here it is the refusal of one row among many. */
export function requireFairPrices({ price_amount_minor, compare_at_amount_minor }: Product): void {
  if (compare_at_amount_minor !== null && compare_at_amount_minor <= price_amount_minor) throw CompareAtTooLow()
}

/**
 * A variant without a price has its product's, so a price that fits the product must fit each of those as well.
 * @param lowestCompareAt the lowest compare-at amount among variants without a price, as far as any has one
 */
export function requireFairVariants(
  product: Product,
  changed: Product,
  lowestCompareAt: number | null | undefined,
): void {
  if (changed.price_amount_minor === product.price_amount_minor || lowestCompareAt == null) return
  if (lowestCompareAt <= changed.price_amount_minor) throw CompareAtTooLow()
}
