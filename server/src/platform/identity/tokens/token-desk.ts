import { type Static, type TProperties, Type } from 'typebox'
import { type ActingUser, Id, oneOf, roles } from '#platform/contract'
import { writeRefreshToken } from '../sessions/refresh-token.ts'
import { type AccessTokens, accessTokenSeconds } from './access-token.ts'
import type { IdentityKeys } from './keys.ts'
import { actingUser, type Standing } from './standing.ts'

/** What a login or a refresh answers: the tokens, and whose they are. */
export function issuedTokensFor<Whose extends TProperties>(whose: Whose) {
  return Type.Object({ ...tokenFields, ...whose })
}

const tokenFields = {
  access_token: Type.String({ description: 'JWT; send it as `Authorization: Bearer …`.', examples: ['eyJhbGciOi…'] }),
  token_type: Type.Literal('Bearer'),
  expires_in: Type.Integer({ description: 'Seconds the access token lives.', examples: [accessTokenSeconds] }),
  refresh_token: Type.String({
    description: 'Good for one refresh, which answers with the next one. Used twice, it ends the session.',
    examples: ['stoa_rt_AZnA3noa…'],
  }),
}

export const IssuedTokens = issuedTokensFor({
  user: Type.Object({
    id: Id,
    email: Type.String({ examples: ['ada@example.com'] }),
    name: Type.String({ examples: ['Ada Lovelace'] }),
    is_superadmin: Type.Boolean(),
    memberships: Type.Record(Type.String({ format: 'uuid' }), oneOf(roles), {
      description: 'Role per tenant id.',
      examples: [{ '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f': 'owner' }],
    }),
  }),
})
export type IssuedTokens = Static<typeof IssuedTokens>

/** Hands out the tokens of a session. */
export class TokenDesk {
  readonly accessTokens: AccessTokens<ActingUser>
  private readonly keys: IdentityKeys

  constructor(keys: IdentityKeys, accessTokens: AccessTokens<ActingUser>) {
    this.keys = keys
    this.accessTokens = accessTokens
  }

  issue(
    person: Standing,
    session: { id: string; refresh_count: number; refresh_salt: Buffer },
    now: string,
  ): IssuedTokens {
    const { id, email, name, is_superadmin, memberships } = person
    return {
      access_token: this.accessTokens.issue(actingUser(person, session.id), new Date(now)),
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
      refresh_token: writeRefreshToken(this.keys.refreshToken, session.id, session.refresh_count, session.refresh_salt),
      user: { id, email, name, is_superadmin, memberships },
    }
  }
}
