import { type RowWords, rowWords, type WordTable } from '#platform/search'
import type { Product } from './product.ts'

export const productWords: WordTable = { table: 'product_words', row: 'product_id', of: 'products' }

type Worded = Pick<Product, 'title' | 'sku' | 'description' | 'tags'>

/** The words by which a product is found. */
export function wordsOf({ title, sku, description, tags }: Worded): RowWords {
  return rowWords([title, sku], [description, ...tags])
}

/** Whether a change is one of words. */
export function saysOther(product: Worded, changed: Worded): boolean {
  const texts = ({ title, sku, description, tags }: Worded) => JSON.stringify([title, sku, description, tags])
  return texts(product) !== texts(changed)
}
