import type { Scope } from '@stoa/tenancy'
import { type BulkAnswer, type Judged, newRow, settleBulk } from '#platform/contract'
import type { CustomField } from '../../custom-fields/custom-field.ts'
import { findRulesFor, requireValues, valuesGiven } from '../../custom-fields/require-values.ts'
import { type NewProduct, type Product, productDefaults } from '../product.ts'
import { SkuTaken } from '../refusals.ts'
import { chooseSellers, type SellerChoice } from './choose-sellers.ts'
import { judged } from './judged.ts'
import { productRow } from './product-row.ts'
import { requireFairPrices } from './require-fair-prices.ts'
import { findTakenSkus, insertProducts } from './store.ts'

/** Two round trips for all of them: what is asked about the rows, and one statement that inserts them. */
export async function createProducts(
  scope: Scope,
  rows: readonly NewProduct[],
  isAtomic: boolean,
): Promise<BulkAnswer> {
  const skus = rows.flatMap(({ sku }) => sku ?? [])
  const [sellers, taken, rules] = await Promise.all([
    chooseSellers(
      scope,
      rows.map(({ seller_id }) => seller_id),
    ),
    scope.all(findTakenSkus, { skus }),
    findRulesFor(scope, rows),
  ])
  const used = new Set(taken.map(({ sku }) => sku))
  const asked = rows.map((row) => judge(scope, row, { sellers, used, rules }))
  const { deeds } = settleBulk(asked, { isAtomic, status: 201 })
  const outcome = deeds.length > 0 ? await insert(scope, asked, deeds, isAtomic) : asked
  const { answer } = settleBulk(outcome, { isAtomic, status: 201 })
  return { results: answer.results.map((result) => (result.status === 201 ? result : { ...result, id: null })) }
}

/** What judging the rows takes. */
interface Known {
  sellers: SellerChoice
  /** SKUs that are taken, by rows before too. */
  used: Set<string>
  rules: readonly CustomField[]
}

function judge(scope: Scope, row: NewProduct, { sellers, used, rules }: Known): Judged<Product> {
  return judged(null, () => {
    const product: Product = {
      ...newRow(scope),
      ...productDefaults,
      ...row,
      seller_id: sellers.choose(row.seller_id),
      custom_fields: valuesGiven(row.custom_fields),
    }
    requireValues(rules, row, product)
    requireFairPrices(product)
    if (product.sku !== null && used.has(product.sku)) throw SkuTaken()
    if (product.sku !== null) used.add(product.sku)
    return { id: product.id, deed: product }
  })
}

/** A SKU that somebody took since it was looked for refuses its row, and an atomic call as a whole. */
async function insert(
  scope: Scope,
  asked: readonly Judged<Product>[],
  products: readonly Product[],
  isAtomic: boolean,
): Promise<Judged<Product>[]> {
  const made = await scope.all(insertProducts, { rows: products.map(productRow) })
  if (isAtomic && made.length < products.length) throw SkuTaken()
  const ids = new Set(made.map(({ id }) => id))
  return asked.map((row) => ('deed' in row && !ids.has(row.deed.id) ? { id: null, refusal: SkuTaken() } : row))
}
