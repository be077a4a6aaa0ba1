import type { Scope } from '@stoa/tenancy'
import { changedRow, requireVersion } from '#platform/contract'
import { lockOwnProduct } from '../catalogue/lock-own-product.ts'
import { ProductNotFound } from '../catalogue/refusals.ts'
import { findProduct, replaceProduct } from '../catalogue/store.ts'
import { CategoryUnknown } from './refusals.ts'
import { deleteProductCategories, findProductCategories, holdCategories, insertProductCategories } from './store.ts'

export interface ProductCategories {
  category_ids: string[]
}

export async function getProductCategories(scope: Scope, product_id: string): Promise<ProductCategories> {
  const [product, found] = await Promise.all([
    scope.first(findProduct, { id: product_id }),
    scope.all(findProductCategories, { product_id }),
  ])
  if (!product) throw ProductNotFound()
  return { category_ids: found.map(({ category_id }) => category_id) }
}

/** Makes these the categories of the product, which is another version then. */
export async function categoriseProduct(
  scope: Scope,
  product_id: string,
  { category_ids }: ProductCategories,
  expectedVersion?: number,
): Promise<ProductCategories> {
  const [product, held] = await Promise.all([
    lockOwnProduct(scope, product_id, { isDeleted: false }),
    scope.all(holdCategories, { ids: category_ids }),
  ])
  if (!product) throw ProductNotFound()
  requireVersion(product, expectedVersion)
  if (held.length < category_ids.length) throw CategoryUnknown()
  scope.write(replaceProduct, { ...product, ...changedRow(scope, product) })
  scope.write(deleteProductCategories, { product_id })
  if (category_ids.length > 0) scope.write(insertProductCategories, { product_id, ids: category_ids })
  return { category_ids: held.map(({ id }) => id) }
}
