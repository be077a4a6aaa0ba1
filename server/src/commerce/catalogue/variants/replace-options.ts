import type { Scope } from '@stoa/tenancy'
import { changedRow, newRow, requireVersion, ValidationFailed } from '#platform/contract'
import { lockOwnProduct } from '../lock-own-product.ts'
import type { Product } from '../product.ts'
import { CompareAtTooLow, ProductNotFound } from '../refusals.ts'
import { replaceSkus } from '../skus.ts'
import { replaceProduct } from '../store.ts'
import { combinationOf, faultsOf } from './combinations.ts'
import { deleteOptions, insertOption, lockVariants, putVariant, retireVariants } from './store.ts'
import { type NewOptions, type NewVariant, type Options, type Variant, variantDefaults } from './variant.ts'

/**
 * Makes the product come in these options and variants, all at once. A variant whose combination was there before keeps
 * its id; the others go out of sale. A product with variants has no stock of its own.
 */
export async function replaceOptions(
  scope: Scope,
  product_id: string,
  request: NewOptions,
  expectedVersion?: number,
): Promise<Options> {
  const errors = faultsOf(request)
  if (errors.length > 0) throw ValidationFailed(undefined, { errors })
  const product = await lockOwnProduct(scope, product_id, { isDeleted: false })
  if (!product) throw ProductNotFound()
  requireVersion(product, expectedVersion)
  for (const variant of request.variants) requireFairComparison(product, variant)
  const known = new Map((await scope.all(lockVariants, { product_id })).map((row) => [row.combination, row]))
  const variants = request.variants.map((variant, index): Variant => {
    const row = known.get(combinationOf(variant))
    const made = newRow(scope)
    const base = row
      ? { ...changedRow(scope, row), id: row.id, created_at: row.created_at, created_by: row.created_by }
      : made
    return { ...base, product_id, position: index + 1, ...variantDefaults, ...variant }
  })
  await writeOptions(scope, product, request, variants)
  const kept = new Set(variants.map(({ id }) => id))
  const ids = [...known.values()].flatMap(({ id, is_deleted }) => (kept.has(id) || is_deleted ? [] : [id]))
  if (ids.length > 0) scope.write(retireVariants, { ids, deleted_at: scope.now, deleted_by: scope.actor.id ?? null })
  return { options: request.options, variants }
}

async function writeOptions(scope: Scope, product: Product, { options }: NewOptions, variants: readonly Variant[]) {
  const product_id = product.id
  const ownStock = variants.length > 0 ? { stock_quantity: null } : {}
  scope.write(replaceProduct, { ...product, ...ownStock, ...changedRow(scope, product) })
  scope.write(deleteOptions, { product_id })
  for (const [index, { name, values }] of options.entries()) {
    scope.write(insertOption, { product_id, position: index + 1, name, option_values: values })
  }
  for (const variant of variants) scope.write(putVariant, { ...variant, combination: combinationOf(variant) })
  await replaceSkus(scope, product, variants)
}

function requireFairComparison({ price_amount_minor: price }: Product, variant: NewVariant): void {
  const compareAt = variant.compare_at_amount_minor ?? undefined
  if (compareAt !== undefined && compareAt <= (variant.price_amount_minor ?? price)) throw CompareAtTooLow()
}
