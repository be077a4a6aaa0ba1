import { type Static, Type } from 'typebox'
import { Id, nullable, oneOf, RowColumns, Timestamp, text } from '#platform/contract'

const { metadata: _, ...rowColumns } = RowColumns

/** A PostgreSQL login of a tenant, for tools of its own. `role_name` is the user it connects as. */
export const DatabaseLogin = Type.Object({
  id: Id,
  name: text(120, { examples: ['Metabase'] }),
  access: oneOf(['read_only', 'read_write']),
  role_name: Type.String({ examples: ['stoa_login_16384_5f0c1c8b8d9e4a7fb1a2'] }),
  password_set_at: nullable(Timestamp),
  ...rowColumns,
})
export type DatabaseLogin = Static<typeof DatabaseLogin>

export const NewDatabaseLogin = Type.Object(
  { name: DatabaseLogin.properties.name, access: DatabaseLogin.properties.access },
  { additionalProperties: false, examples: [{ name: 'Metabase', access: 'read_only' }] },
)
export type NewDatabaseLogin = Static<typeof NewDatabaseLogin>

/** A login with its password, which is told this once and kept nowhere. */
export const OpenedDatabaseLogin = Type.Object({
  ...DatabaseLogin.properties,
  password: Type.String({ examples: ['q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA'] }),
  url: Type.String({
    description: 'What psql and other tools connect with.',
    examples: ['postgres://stoa_login_16384_5f0c1c8b8d9e4a7fb1a2:q83v…@db.shop.example:5432/stoa'],
  }),
})
export type OpenedDatabaseLogin = Static<typeof OpenedDatabaseLogin>
