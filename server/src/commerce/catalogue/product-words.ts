import { type RowWords, rowWords, type WordTable } from '#platform/search'
import type { Product } from './product.ts'

export const productWords: WordTable = { table: 'product_words', row: 'product_id', of: 'products' }

/** The words by which a product is found. */
export function wordsOf({ title, sku, description, tags }: Product): RowWords {
  return rowWords([title, sku], [description, ...tags])
}

/** Whether a change is one of words. */
export function saysOther(product: Product, changed: Product): boolean {
  const texts = ({ title, sku, description, tags }: Product) => JSON.stringify([title, sku, description, tags])
  return texts(product) !== texts(changed)
}
