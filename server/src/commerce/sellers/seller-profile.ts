import { type Static, Type } from 'typebox'
import { Id, longText, Metadata, nullable, patchOf, RowColumns, text } from '#platform/contract'
import { Address } from '../address.ts'

const required = {
  store_name: text(120, { examples: ['Linen & Wool'] }),
  slug: Type.String({
    pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
    maxLength: 63,
    description: 'Unique in the tenant, deleted profiles included.',
    examples: ['linen-and-wool'],
  }),
}

const optional = {
  user_id: nullable({ ...Id, description: 'The user who acts for this seller.' }),
  bio: nullable(longText(5000)),
  logo_url: nullable(Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2048 })),
  address: nullable(Address),
  policies: Type.Object(
    {
      shipping: Type.Optional(longText(10_000)),
      returns: Type.Optional(longText(10_000)),
      privacy: Type.Optional(longText(10_000)),
    },
    { additionalProperties: false },
  ),
  metadata: Metadata,
}

/** What a caller may say about a seller. */
export const SellerProfileFields = Type.Object({ ...required, ...optional })

export const SellerProfile = Type.Object({ id: Id, ...required, ...optional, ...RowColumns })
export type SellerProfile = Static<typeof SellerProfile>

const example = { store_name: 'Linen & Wool', slug: 'linen-and-wool', bio: 'Woven by hand since 1987.' }

export const NewSellerProfile = Type.Object(
  { ...required, ...Type.Partial(Type.Object(optional)).properties },
  { additionalProperties: false, examples: [example] },
)
export type NewSellerProfile = Static<typeof NewSellerProfile>

export const SellerProfilePatch = patchOf(SellerProfileFields, {
  examples: [{ bio: 'Woven by hand.', logo_url: null }],
})
export type SellerProfilePatch = Static<typeof SellerProfilePatch>

/** What a new profile is where the caller says nothing. */
export const sellerProfileDefaults = {
  user_id: null,
  bio: null,
  logo_url: null,
  address: null,
  policies: {},
  metadata: {},
} satisfies Partial<SellerProfile>
