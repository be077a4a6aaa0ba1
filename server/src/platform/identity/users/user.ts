import { type Static, Type } from 'typebox'
import { Id, Metadata, oneOf, patchOf, RowColumns, roles, text } from '#platform/contract'
import { Email } from '../email.ts'

const fields = {
  name: text(120, { examples: ['Ada Lovelace'] }),
  role: oneOf(roles),
  status: oneOf(['active', 'disabled']),
  metadata: Metadata,
}

/** What a caller may change of a user. The address is the person's, not the tenant's to change. */
export const UserFields = Type.Object(fields)

/** A user of a tenant: a person, and what they are in it. `id` is the person's. */
export const User = Type.Object({ id: Id, email: Email, ...fields, ...RowColumns })
export type User = Static<typeof User>

export const NewUser = Type.Object(
  { email: Email, name: fields.name, role: fields.role, metadata: Type.Optional(Metadata) },
  {
    additionalProperties: false,
    examples: [{ email: 'ada@example.com', name: 'Ada Lovelace', role: 'operator' }],
  },
)
export type NewUser = Static<typeof NewUser>

export const UserPatch = patchOf(UserFields, { examples: [{ role: 'viewer' }] })
export type UserPatch = Static<typeof UserPatch>
