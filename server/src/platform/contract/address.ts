import { type Static, Type } from 'typebox'
import { text } from './schemas.ts'

/** A postal address, kept as the sender wrote it. */
export const Address = Type.Object(
  {
    name: Type.Optional(text(200)),
    line1: text(200),
    line2: Type.Optional(text(200)),
    postal_code: Type.Optional(text(20)),
    city: text(120),
    region: Type.Optional(text(120)),
    country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.' }),
    phone: Type.Optional(text(40)),
  },
  {
    additionalProperties: false,
    examples: [
      { name: 'Ada Byron', line1: '12 Marylebone Road', postal_code: 'NW1 5LA', city: 'London', country: 'GB' },
    ],
  },
)
export type Address = Static<typeof Address>
