import { type Static, Type } from 'typebox'
import { Id, Metadata, nullable, oneOf, patchOf, RowColumns, Timestamp, text } from '#platform/contract'
import { keyTypes } from './key-text.ts'
import { Network } from './networks.ts'

export const Scope = Type.String({
  maxLength: 100,
  pattern: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*\\.([a-z][a-z0-9_]*|\\*)$',
  examples: ['orders.list', 'products.*'],
})

const fields = {
  name: text(120, { examples: ['Accounting'] }),
  scopes: Type.Array(Scope, {
    maxItems: 100,
    uniqueItems: true,
    description:
      'What a secret key may do: operations, or `noun.*` for all of a noun, later ones included. Publishable keys have none.',
  }),
  allowed_addresses: Type.Array(Network, {
    maxItems: 100,
    uniqueItems: true,
    description: 'Addresses and networks from which it is taken; none: from everywhere.',
  }),
  expires_at: nullable({ ...Timestamp, description: 'From when it is refused; null: never.' }),
  metadata: Metadata,
}

/** What a caller may change of a key. */
export const ApiKeyFields = Type.Object(fields)

const kind = oneOf(keyTypes)

/** A key as it is shown: everything but its secret. */
export const ApiKey = Type.Object({
  id: Id,
  kind,
  ...fields,
  last_used_at: nullable({ ...Timestamp, description: 'To the minute or so.' }),
  previous_until: nullable({ ...Timestamp, description: 'Until when the key before the last rotation is taken.' }),
  revoked_at: nullable(Timestamp),
  revoked_by: nullable(Id),
  ...RowColumns,
})
export type ApiKey = Static<typeof ApiKey>

/** The only answer that says the key itself. */
export const ShownApiKey = Type.Object({
  ...ApiKey.properties,
  key: Type.String({ description: 'Shown this once: only its hash is kept.', examples: ['stoa_sk_0199c0de…'] }),
})
export type ShownApiKey = Static<typeof ShownApiKey>

export const NewApiKey = Type.Object(
  { kind, name: fields.name, ...Type.Partial(Type.Omit(ApiKeyFields, ['name'])).properties },
  {
    additionalProperties: false,
    examples: [{ kind: 'secret', name: 'Accounting', scopes: ['orders.list', 'orders.get'] }],
  },
)
export type NewApiKey = Static<typeof NewApiKey>

export const ApiKeyPatch = patchOf(ApiKeyFields, { examples: [{ allowed_addresses: ['203.0.113.0/24'] }] })
export type ApiKeyPatch = Static<typeof ApiKeyPatch>

export const longestOverlapSeconds = 7 * 24 * 60 * 60

export const Rotation = Type.Object(
  {
    overlap_seconds: Type.Integer({
      minimum: 0,
      maximum: longestOverlapSeconds,
      description: 'How long the key of now is still taken beside the next.',
    }),
  },
  { additionalProperties: false, examples: [{ overlap_seconds: 86_400 }] },
)
export type Rotation = Static<typeof Rotation>
