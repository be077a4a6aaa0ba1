import { type Static, Type } from 'typebox'
import {
  AmountMinor,
  Currency,
  Id,
  longText,
  Metadata,
  nullable,
  oneOf,
  patchOf,
  RowColumns,
  Tags,
  text,
} from '#platform/contract'
import { CustomFieldValues } from '../custom-fields/values.ts'

export const productTypes = ['physical', 'digital', 'service', 'ticket', 'made_to_order'] as const
export const productStatuses = ['draft', 'active', 'archived'] as const
export const channels = ['storefront', 'chat', 'marketplace'] as const

/** Most pieces of one product or variant. */
export const maxStock = 1_000_000_000

const required = {
  title: text(200, { examples: ['Linen shirt'] }),
  price_amount_minor: AmountMinor,
  currency: Currency,
}

const optional = {
  seller_id: nullable(Id),
  description: nullable(longText(20_000)),
  type: oneOf(productTypes),
  status: oneOf(productStatuses),
  compare_at_amount_minor: nullable({ ...AmountMinor, description: 'The price it is compared with; above its own.' }),
  sku: nullable(text(64, { examples: ['LS-NAT-M'] })),
  stock_quantity: nullable(
    Type.Integer({ minimum: 0, maximum: maxStock, description: 'Null: not tracked, never sold out.' }),
  ),
  tags: Tags,
  channels: Type.Array(oneOf(channels), {
    maxItems: channels.length,
    uniqueItems: true,
    description: 'Where it is shown.',
  }),
  seo_title: nullable(text(200)),
  seo_description: nullable(text(500)),
  custom_fields: CustomFieldValues,
  metadata: Metadata,
}

/** What a caller may say about a product. */
export const ProductFields = Type.Object({ ...required, ...optional })

export const Product = Type.Object({ id: Id, ...required, ...optional, ...RowColumns })
export type Product = Static<typeof Product>

const example = {
  title: 'Linen shirt',
  price_amount_minor: 7900,
  currency: 'EUR',
  status: 'active' as const,
  sku: 'LS-NAT-M',
  stock_quantity: 12,
  tags: ['summer'],
}

export const NewProduct = Type.Object(
  { ...required, ...Type.Partial(Type.Object(optional)).properties },
  { additionalProperties: false, examples: [example] },
)
export type NewProduct = Static<typeof NewProduct>

export const ProductPatch = patchOf(ProductFields, { examples: [{ price_amount_minor: 6900, tags: ['sale'] }] })
export type ProductPatch = Static<typeof ProductPatch>

/** What a new product is where the caller says nothing. */
export const productDefaults = {
  seller_id: null,
  description: null,
  type: 'physical',
  status: 'draft',
  compare_at_amount_minor: null,
  sku: null,
  stock_quantity: null,
  tags: [],
  channels: [...channels],
  seo_title: null,
  seo_description: null,
  custom_fields: {},
  metadata: {},
} satisfies Partial<Product>

/** Whether the buyer's copy travels in a parcel. */
export function isShipped(product: Pick<Product, 'type'>): boolean {
  return product.type === 'physical' || product.type === 'made_to_order'
}
