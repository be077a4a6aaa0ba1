import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import { wordArgs } from '#platform/search'
import { findRulesFor, requireValues, valuesGiven } from '../custom-fields/require-values.ts'
import { chooseSeller } from './choose-seller.ts'
import { type NewProduct, type Product, productDefaults } from './product.ts'
import { wordsOf } from './product-words.ts'
import { insertProduct } from './store.ts'

/**
 * One round trip where neither a seller nor custom fields are involved: the row is known beforehand, and the database's
 * keys decide.
 */
export async function createProduct(scope: Scope, request: NewProduct): Promise<Product> {
  const [seller_id, rules] = await Promise.all([chooseSeller(scope, request.seller_id), findRulesFor(scope, [request])])
  const custom_fields = valuesGiven(request.custom_fields)
  const product: Product = { ...newRow(scope), ...productDefaults, ...request, seller_id, custom_fields }
  requireValues(rules, request, product)
  scope.write(insertProduct, { ...product, ...wordArgs(wordsOf(product)) }, { hasSku: product.sku !== null })
  return product
}
