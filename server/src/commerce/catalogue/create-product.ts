import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import { wordArgs } from '#platform/search'
import { chooseSeller } from './choose-seller.ts'
import { type NewProduct, type Product, productDefaults } from './product.ts'
import { wordsOf } from './product-words.ts'
import { insertProduct } from './store.ts'

/** One round trip where no seller is involved: the row is known beforehand, and the database's keys decide. */
export async function createProduct(scope: Scope, request: NewProduct): Promise<Product> {
  const seller_id = await chooseSeller(scope, request.seller_id)
  const product: Product = { ...newRow(scope), ...productDefaults, ...request, seller_id }
  scope.write(insertProduct, { ...product, ...wordArgs(wordsOf(product)) }, { hasSku: product.sku !== null })
  return product
}
