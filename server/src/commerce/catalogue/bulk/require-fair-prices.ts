import type { Product } from '../product.ts'
import { CompareAtTooLow } from '../refusals.ts'

/** The table judges it too; here it is the refusal of one row among many. */
export function requireFairPrices({ price_amount_minor, compare_at_amount_minor }: Product): void {
  if (compare_at_amount_minor !== null && compare_at_amount_minor <= price_amount_minor) throw CompareAtTooLow()
}
