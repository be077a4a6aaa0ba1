import { type WordArgs, wordArgs } from '#platform/search'
import type { Product } from '../product.ts'
import { wordsOf } from '../product-words.ts'

/** A product with its words, as statements for many products take it. */
export type ProductRow = Product & WordArgs

export function productRow(product: Product): ProductRow {
  return { ...product, ...wordArgs(wordsOf(product)) }
}
