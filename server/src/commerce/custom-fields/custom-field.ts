import { type Static, Type } from 'typebox'
import { Id, Metadata, nullable, oneOf, patchOf, RowColumns, text } from '#platform/contract'

/** Most fields that the rows of one kind have at a time. */
export const maxCustomFields = 100

export const ownerTypes = ['product'] as const
export const customFieldTypes = [
  'text',
  'integer',
  'boolean',
  'date',
  'select',
  'multi_select',
  'url',
  'money',
] as const

/** Largest integer of a field, either way: exactly representable in every JSON reader. */
const maxInteger = 9_000_000_000_000_000

const Bound = nullable(
  Type.Integer({
    minimum: -maxInteger,
    maximum: maxInteger,
    description: 'Of an `integer`, or of the number of characters of a `text`.',
  }),
)

/** What a field is for ever. */
const fixed = {
  key: Type.String({
    pattern: '^[a-z][a-z0-9_]{0,62}$',
    examples: ['material'],
    description: 'Its name in `custom_fields`; never free again, nor changed.',
  }),
  owner_type: Type.Unsafe<(typeof ownerTypes)[number]>({
    ...oneOf(ownerTypes),
    description: 'What has the field.',
  }),
  type: Type.Unsafe<(typeof customFieldTypes)[number]>({ ...oneOf(customFieldTypes), description: 'Never changes.' }),
}

const required = { label: text(120, { examples: ['Material'] }) }

const optional = {
  is_required: Type.Boolean({ description: 'Whether what is active must have a value.' }),
  options: Type.Array(text(120), {
    maxItems: 100,
    uniqueItems: true,
    description: 'What a `select` or `multi_select` can be; of no other type.',
  }),
  minimum: Bound,
  maximum: Bound,
  position: Type.Integer({ minimum: 0, maximum: 10_000, description: 'Where it is shown among the others.' }),
  metadata: Metadata,
}

/** What a caller may change. */
export const CustomFieldFields = Type.Object({ ...required, ...optional })

export const CustomField = Type.Object({ id: Id, ...fixed, ...required, ...optional, ...RowColumns })
export type CustomField = Static<typeof CustomField>

const example = {
  key: 'material',
  owner_type: 'product' as const,
  type: 'select' as const,
  label: 'Material',
  options: ['Linen', 'Cotton'],
}

export const NewCustomField = Type.Object(
  { ...fixed, ...required, ...Type.Partial(Type.Object(optional)).properties },
  { additionalProperties: false, examples: [example] },
)
export type NewCustomField = Static<typeof NewCustomField>

export const CustomFieldPatch = patchOf(CustomFieldFields, { examples: [{ label: 'Fabric', position: 2 }] })
export type CustomFieldPatch = Static<typeof CustomFieldPatch>

/** What a new one is where the caller says nothing. */
export const customFieldDefaults = {
  is_required: false,
  options: [],
  minimum: null,
  maximum: null,
  position: 0,
  metadata: {},
} satisfies Partial<CustomField>
