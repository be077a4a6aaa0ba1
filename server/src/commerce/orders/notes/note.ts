import { type Static, Type } from 'typebox'
import { Id, nullable, Timestamp } from '#platform/contract'

const text = Type.String({ minLength: 1, maxLength: 5000, pattern: '^[^\\u0000]*\\S[^\\u0000]*$' })

/** What a user wrote down about an order. It is never changed, only taken away by who wrote it. */
export const OrderNote = Type.Object({
  id: Id,
  order_id: Id,
  author_id: nullable({ ...Id, description: 'The user who wrote it; null for the system.' }),
  text,
  is_buyer_visible: Type.Boolean({ description: 'Whether the buyer may read it.' }),
  created_at: Timestamp,
})
export type OrderNote = Static<typeof OrderNote>

export const NewOrderNote = Type.Object(
  { text, is_buyer_visible: Type.Optional({ ...OrderNote.properties.is_buyer_visible, default: false }) },
  { additionalProperties: false, examples: [{ text: 'Rang the buyer: any colour will do.' }] },
)
export type NewOrderNote = Static<typeof NewOrderNote>
