import { type Static, Type } from 'typebox'
import { Id, Metadata, nullable, oneOf, patchOf, RowColumns, Timestamp, text } from '#platform/contract'
import { maxQuantity } from '../order.ts'
import { fulfilmentStatuses } from './fulfilment-states.ts'

/** What a caller may say about a parcel, also when it has left. */
const said = {
  carrier: nullable(text(120, { examples: ['DHL'] })),
  tracking_number: nullable(text(120, { examples: ['JD014600003884751937'] })),
  tracking_url: nullable(Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2048 })),
  metadata: Metadata,
}
export const FulfilmentFields = Type.Object(said)

export const FulfilmentItem = Type.Object({
  order_item_id: Id,
  quantity: Type.Integer({ minimum: 1, maximum: maxQuantity }),
})
export type FulfilmentItem = Static<typeof FulfilmentItem>

/** A fulfilment as its table has it. */
export const FulfilmentRow = Type.Object({
  id: Id,
  order_id: Id,
  status: oneOf(fulfilmentStatuses),
  ...said,
  shipped_at: nullable(Timestamp),
  delivered_at: nullable(Timestamp),
  returned_at: nullable(Timestamp),
  cancelled_at: nullable(Timestamp),
  ...RowColumns,
})

/** Some of an order's items that leave together. */
export const Fulfilment = Type.Object({ ...FulfilmentRow.properties, items: Type.Array(FulfilmentItem) })
export type Fulfilment = Static<typeof Fulfilment>

export const NewFulfilment = Type.Object(
  {
    items: Type.Optional(
      Type.Array(Type.Object(FulfilmentItem.properties, { additionalProperties: false }), {
        minItems: 1,
        maxItems: 100,
        description: 'Everything that is in no fulfilment yet, unless said. Lines of the same item are added up.',
      }),
    ),
    is_shipped: Type.Optional(Type.Boolean({ description: 'It has left already. `false` unless said.' })),
    ...Type.Partial(Type.Object(said)).properties,
  },
  {
    additionalProperties: false,
    examples: [
      {
        items: [{ order_item_id: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f', quantity: 1 }],
        carrier: 'DHL',
        tracking_number: 'JD014600003884751937',
      },
    ],
  },
)
export type NewFulfilment = Static<typeof NewFulfilment>

export const FulfilmentPatch = patchOf(FulfilmentFields, { examples: [{ tracking_number: 'JD014600003884751938' }] })
export type FulfilmentPatch = Static<typeof FulfilmentPatch>

/** What a new fulfilment is where the caller says nothing. */
export const fulfilmentDefaults = {
  status: 'open',
  carrier: null,
  tracking_number: null,
  tracking_url: null,
  metadata: {},
  shipped_at: null,
  delivered_at: null,
  returned_at: null,
  cancelled_at: null,
} satisfies Partial<Fulfilment>
