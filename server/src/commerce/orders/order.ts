import { type Static, Type } from 'typebox'
import {
  AmountMinor,
  Currency,
  GivenTimestamp,
  Id,
  longText,
  Metadata,
  nullable,
  oneOf,
  RowColumns,
  Timestamp,
  text,
} from '#platform/contract'
import { Address } from '../address.ts'
import { orderFulfilmentStatuses } from './fulfilments/fulfilment-status.ts'
import { orderStatuses } from './order-states.ts'

export const orderSources = ['storefront', 'chat', 'manual', 'event', 'etsy', 'shopify', 'api'] as const

/** A word by which users find orders again. */
export const Tag = text(64, { examples: ['gift'] })
export const maxTags = 50

export const BuyerEmail = Type.String({
  format: 'email',
  minLength: 3,
  maxLength: 254,
  description: 'Case does not matter and is lost.',
  examples: ['ada@example.com'],
})

/** What the buyer says, and users about it. */
const said = {
  buyer_name: nullable(text(200, { examples: ['Ada Byron'] })),
  buyer_email: nullable(BuyerEmail),
  shipping_address: nullable(Address),
  notes: nullable(longText(5000)),
  tags: Type.Array(Tag, { maxItems: maxTags, uniqueItems: true }),
  is_rush: Type.Boolean({ description: 'To be worked on before others.' }),
  metadata: Metadata,
}

/** An order as its table has it. */
export const OrderRow = Type.Object({
  id: Id,
  number: Type.Integer({ minimum: 1, description: 'Unique in the tenant, counting up.' }),
  status: oneOf(orderStatuses),
  source: oneOf(orderSources),
  currency: Currency,
  items_amount_minor: AmountMinor,
  tax_amount_minor: AmountMinor,
  shipping_amount_minor: AmountMinor,
  discount_amount_minor: AmountMinor,
  total_amount_minor: { ...AmountMinor, description: 'Items + tax + shipping − discount.' },
  tax_rate_bps: Type.Integer({ minimum: 0, maximum: 10_000, description: 'Basis points: 1900 is 19 %.' }),
  ...said,
  fulfilment_status: { ...oneOf(orderFulfilmentStatuses), description: 'How much of it was shipped.' },
  due_at: nullable({ ...Timestamp, description: 'By when it was promised to be shipped.' }),
  placed_at: Timestamp,
  ...RowColumns,
})
export type OrderRow = Static<typeof OrderRow>

/** An order as it is told: whether it is overdue depends on when one asks. */
export const Order = Type.Object({
  ...OrderRow.properties,
  is_overdue: Type.Boolean({ description: 'Due, and neither shipped nor cancelled.' }),
})
export type Order = Static<typeof Order>

export const OrderItem = Type.Object({
  id: Id,
  position: Type.Integer({ minimum: 1 }),
  product_id: Id,
  title: Type.String({ description: 'The title of the product when the order was placed.' }),
  sku: nullable(Type.String()),
  unit_price_amount_minor: AmountMinor,
  quantity: Type.Integer({ minimum: 1 }),
  total_amount_minor: AmountMinor,
  is_stock_taken: Type.Boolean({ description: 'Whether the quantity left the product’s stock.' }),
  allotted_quantity: Type.Integer({ minimum: 0, description: 'In fulfilments that are not cancelled.' }),
  shipped_quantity: Type.Integer({ minimum: 0, description: 'In fulfilments that were shipped, returned ones too.' }),
})
export type OrderItem = Static<typeof OrderItem>

export const OrderWithItems = Type.Object({ ...Order.properties, items: Type.Array(OrderItem) })
export type OrderWithItems = Static<typeof OrderWithItems>

/** Most of one product in one order, however many lines name it. */
export const maxQuantity = 1_000_000

const exampleOrder = {
  items: [{ product_id: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f', quantity: 2 }],
  buyer_name: 'Ada Byron',
  buyer_email: 'ada@example.com',
}

/** Amounts are absent on purpose: the server computes every one. */
export const NewOrder = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        { product_id: Id, quantity: Type.Integer({ minimum: 1, maximum: maxQuantity }) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 100, description: 'Lines of the same product are added up.' },
    ),
    source: Type.Optional({ ...oneOf(orderSources), description: '`manual` unless said.' }),
    discount_amount_minor: Type.Optional({ ...AmountMinor, description: 'Only with source `manual`.' }),
    due_at: Type.Optional(nullable({ ...GivenTimestamp, description: 'By when it is promised to be shipped.' })),
    ...Type.Partial(Type.Object(said)).properties,
  },
  { additionalProperties: false, examples: [exampleOrder] },
)
export type NewOrder = Static<typeof NewOrder>

/** What a new order holds where the caller says nothing. */
export const orderDefaults = {
  source: 'manual',
  buyer_name: null,
  buyer_email: null,
  shipping_address: null,
  notes: null,
  tags: [],
  is_rush: false,
  fulfilment_status: 'unfulfilled',
  metadata: {},
} satisfies Partial<OrderRow>
