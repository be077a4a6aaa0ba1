import type { Scope } from '@stoa/tenancy'
import { applyPatch, type BulkResult, type Judged, RowRepeated, settleBulk } from '#platform/contract'
import { changeProducts } from '../bulk/change-products.ts'
import { createProducts } from '../bulk/create-products.ts'
import type { Wanted } from '../bulk/held-products.ts'
import { isId } from '../bulk/is-id.ts'
import { judged } from '../bulk/judged.ts'
import { type NewProduct, type Product, ProductFields, productDefaults } from '../product.ts'
import { valuesOf } from './columns.ts'
import type { ProductImport } from './product-import.ts'
import type { FileRow } from './read-rows.ts'
import { findProductsBySku } from './store.ts'

type Deed = { create: NewProduct } | { change: Wanted }

/** Does what rows of a file say. @returns how each of them ended, in their order */
export async function applyRows(
  scope: Scope,
  { columns, upsert_by }: Pick<ProductImport, 'columns' | 'upsert_by'>,
  rows: readonly FileRow[],
): Promise<BulkResult[]> {
  const read = rows.map(({ cells }) => valuesOf(columns as never, cells))
  const known = upsert_by === 'sku' ? await knownSkus(scope, read) : undefined
  const asked = rows.map(({ isRepeated }, index) =>
    judged<Deed>(null, () => {
      if (isRepeated) throw RowRepeated()
      return { id: null, deed: deedOf(read[index]!, known) }
    }),
  )
  const changes = asked.flatMap((row) => ('deed' in row && 'change' in row.deed ? [row.deed.change] : []))
  const creates = asked.flatMap((row) => ('deed' in row && 'create' in row.deed ? [row.deed.create] : []))
  const changed = changes.length > 0 ? (await changeProducts(scope, changes, false)).results : []
  const created = creates.length > 0 ? (await createProducts(scope, creates, false)).results : []
  return inOrder(asked, changed, created)
}

function inOrder(asked: readonly Judged<Deed>[], changed: BulkResult[], created: BulkResult[]): BulkResult[] {
  const [nextChanged, nextCreated] = [changed.values(), created.values()]
  const { answer } = settleBulk(asked, { isAtomic: false, status: 200 })
  return answer.results.map((result, index) => {
    const row = asked[index]!
    if (!('deed' in row)) return result
    return { ...('change' in row.deed ? nextChanged : nextCreated).next().value!, index }
  })
}

async function knownSkus(scope: Scope, read: readonly Partial<Product>[]): Promise<ReadonlySet<string | null>> {
  const skus = read.flatMap(({ sku }) => sku ?? [])
  const found = skus.length > 0 ? await scope.all(findProductsBySku, { skus }) : []
  return new Set(found.map(({ sku }) => sku))
}

/** @param known the SKUs that products have, where rows name products by SKU */
function deedOf({ id, ...values }: Partial<Product>, known: ReadonlySet<string | null> | undefined): Deed {
  const { sku } = values
  const isKnown = known ? sku != null && known.has(sku) : id !== undefined
  if (isKnown) return { change: { ...(known ? { sku: sku! } : { id: uuidOr(id!) }), ...changeTo(values) } }
  return { create: applyPatch(ProductFields, { ...productDefaults, ...values } as Product, {}) }
}

function changeTo(values: Partial<Product>): Pick<Wanted, 'changes' | 'applyTo'> {
  return { changes: values, applyTo: (product) => applyPatch(ProductFields, { ...product, ...values }, {}) }
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** What is no id leads to no product. */
function uuidOr(id: string): string {
  return isId(id) ? id.toLowerCase() : nobody
}
