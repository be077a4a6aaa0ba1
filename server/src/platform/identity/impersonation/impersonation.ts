import { type Static, Type } from 'typebox'
import { Id, nullable, Timestamp, text } from '#platform/contract'
import { accessTokenSeconds } from '../tokens/access-token.ts'

/** An operator of the platform acting as a user in one tenant. */
export const Impersonation = Type.Object({
  id: Id,
  tenant_id: Id,
  user_id: Id,
  impersonator_id: Id,
  reason: Type.String({ examples: ['Ticket 4711: the order list stays empty'] }),
  address: Type.String({ description: 'Network address it was begun from.', examples: ['192.0.2.7'] }),
  created_at: Timestamp,
  expires_at: Timestamp,
  ended_at: nullable(Timestamp),
})
export type Impersonation = Static<typeof Impersonation>

export const NewImpersonation = Type.Object(
  {
    user_id: Id,
    tenant_id: Id,
    reason: text(500, { examples: ['Ticket 4711: the order list stays empty'] }),
  },
  { additionalProperties: false },
)
export type NewImpersonation = Static<typeof NewImpersonation>

export const BegunImpersonation = Type.Object({
  ...Impersonation.properties,
  access_token: Type.String({ description: 'JWT, not to be refreshed.', examples: ['eyJhbGciOi…'] }),
  token_type: Type.Literal('Bearer'),
  expires_in: Type.Integer({ description: 'Seconds the access token lives.', examples: [accessTokenSeconds] }),
})
export type BegunImpersonation = Static<typeof BegunImpersonation>
