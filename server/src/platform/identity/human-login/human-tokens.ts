import { type Static, Type } from 'typebox'
import { type ActingHuman, Id, nullable } from '#platform/contract'
import { isGenuine, type RefreshToken, writeRefreshToken } from '../sessions/refresh-token.ts'
import { type AccessTokens, accessTokenSeconds } from '../tokens/access-token.ts'
import type { IdentityKeys } from '../tokens/keys.ts'
import { issuedTokensFor } from '../tokens/token-desk.ts'
import type { HumanAtLogin } from './store.ts'

/** What a login or a refresh of a human answers. */
export const IssuedHumanTokens = issuedTokensFor({
  human: Type.Object({
    id: Id,
    email: nullable(Type.String({ examples: ['ada@example.com'] })),
    name: nullable(Type.String({ examples: ['Ada Lovelace'] })),
  }),
})
export type IssuedHumanTokens = Static<typeof IssuedHumanTokens>

interface SessionOfTokens {
  id: string
  refresh_count: number
  refresh_salt: Buffer
}

/** Hands out the tokens of humans' sessions. */
export class HumanTokenDesk {
  readonly accessTokens: AccessTokens<ActingHuman>
  private readonly keys: IdentityKeys

  constructor(keys: IdentityKeys, accessTokens: AccessTokens<ActingHuman>) {
    this.keys = keys
    this.accessTokens = accessTokens
  }

  issue(tenantId: string, human: HumanAtLogin, session: SessionOfTokens, now: string): IssuedHumanTokens {
    const { id, email, name } = human
    const { refresh_count, refresh_salt } = session
    const acting: ActingHuman = { kind: 'human', id, tenantId, sessionId: session.id }
    const salt = saltOf(tenantId, refresh_salt)
    return {
      access_token: this.accessTokens.issue(acting, new Date(now)),
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
      refresh_token: writeRefreshToken(this.keys.humanRefreshToken, session.id, refresh_count, salt),
      human: { id, email, name },
    }
  }

  isGenuine(tenantId: string, token: RefreshToken, { refresh_salt }: SessionOfTokens): boolean {
    return isGenuine(this.keys.humanRefreshToken, token, saltOf(tenantId, refresh_salt))
  }
}

/** With the tenant in it, because a copy of a tenant has the same sessions, and nobody is logged in to the copy. */
function saltOf(tenantId: string, salt: Buffer): Buffer {
  return Buffer.concat([salt, Buffer.from(tenantId.replaceAll('-', ''), 'hex')])
}
