import { type Static, Type } from 'typebox'
import {
  Address,
  Id,
  longText,
  Metadata,
  nullable,
  oneOf,
  patchOf,
  RowColumns,
  Tags,
  Timestamp,
  text,
} from '#platform/contract'
import { Email } from '../email.ts'

/** How somebody is reached: at least one of the two, each once in the tenant, deleted humans included. */
const contact = {
  email: nullable(Email),
  phone: nullable({
    ...text(40, { examples: ['+493012345678'] }),
    description: 'Kept as E.164. Without a `+` it is read as one of the tenant’s `humans.phone_region`.',
  }),
}

/** What humans may say of themselves as well. */
export const ownFields = {
  name: nullable(text(200, { examples: ['Ada Lovelace'] })),
  locale: nullable(Type.String({ minLength: 2, maxLength: 35, description: 'BCP 47.', examples: ['de-DE'] })),
  time_zone: nullable(
    Type.String({ minLength: 1, maxLength: 64, description: 'IANA name.', examples: ['Europe/Berlin'] }),
  ),
  addresses: Type.Array(Address, { maxItems: 20 }),
  has_marketing_consent: Type.Boolean({ description: 'Whether they may be sent advertising.' }),
}

const consentSource = nullable({
  ...text(64, { examples: ['newsletter form'] }),
  description: 'Where the consent was last given or taken back; said together with that.',
})

const fields = {
  ...contact,
  ...ownFields,
  marketing_consent_source: consentSource,
  status: oneOf(['active', 'blocked']),
  tags: Tags,
  notes: nullable(longText(5000)),
  metadata: Metadata,
}

/** What a user may say about a human. */
export const HumanFields = Type.Object(fields)

/** An end customer of the tenant, as its users see them. */
export const Human = Type.Object({
  id: Id,
  ...fields,
  marketing_consent_at: nullable({ ...Timestamp, description: 'When the consent was last given or taken back.' }),
  ...RowColumns,
})
export type Human = Static<typeof Human>

const { status: _, ...said } = fields

export const NewHuman = Type.Object(Type.Partial(Type.Object(said)).properties, {
  additionalProperties: false,
  examples: [{ email: 'ada@example.com', name: 'Ada Lovelace', locale: 'en-GB', tags: ['wholesale'] }],
})
export type NewHuman = Static<typeof NewHuman>

export const HumanPatch = patchOf(HumanFields, { examples: [{ phone: '+493012345678', tags: ['regular'] }] })
export type HumanPatch = Static<typeof HumanPatch>

/** What a new human is where nothing is said. */
export const humanDefaults = {
  email: null,
  phone: null,
  name: null,
  locale: null,
  time_zone: null,
  addresses: [],
  has_marketing_consent: false,
  marketing_consent_source: null,
  marketing_consent_at: null,
  status: 'active',
  tags: [],
  notes: null,
  metadata: {},
} satisfies Partial<Human>
