import { type Static, Type } from 'typebox'
import { applyPatch, Id, text } from '#platform/contract'
import { NewProduct, ProductFields, ProductPatch } from '../product.ts'
import type { Wanted } from './held-products.ts'

/** Most products of one bulk call. */
export const maxProductsAtOnce = 1_000

export const NewProducts = Type.Object(
  { products: Type.Array(NewProduct, { minItems: 1, maxItems: maxProductsAtOnce }) },
  {
    additionalProperties: false,
    examples: [{ products: [{ title: 'Linen shirt', price_amount_minor: 7900, currency: 'EUR' }] }],
  },
)
export type NewProducts = Static<typeof NewProducts>

const change = {
  version: Type.Optional(Type.Integer({ minimum: 1, description: 'Refused when the product has another version.' })),
  changes: ProductPatch,
}

const ChangeById = Type.Object({ id: Id, ...change }, { additionalProperties: false })
const ChangeBySku = Type.Object(
  { sku: text(64, { examples: ['LS-NAT-M'] }), ...change },
  { additionalProperties: false, description: 'By the product’s own SKU; that of a variant leads nowhere.' },
)

/** Which product, and a merge patch of it. */
export const ProductChange = Type.Union([ChangeById, ChangeBySku])
export type ProductChange = Static<typeof ProductChange>

export const ProductChanges = Type.Object(
  { products: Type.Array(ProductChange, { minItems: 1, maxItems: maxProductsAtOnce }) },
  {
    additionalProperties: false,
    examples: [{ products: [{ id: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f', changes: { price_amount_minor: 6900 } }] }],
  },
)
export type ProductChanges = Static<typeof ProductChanges>

export function wantedOf(row: ProductChange): Wanted {
  return { ...row, applyTo: (product) => applyPatch(ProductFields, product, row.changes) }
}
