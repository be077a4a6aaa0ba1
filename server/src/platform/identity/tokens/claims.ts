import type { ActingHuman, ActingUser, Role } from '#platform/contract'
import type { CallerClaims, ClaimsFormat } from './access-token.ts'

interface UserClaims extends CallerClaims {
  email: string
  superadmin: boolean
  memberships: Record<string, Role>
}

/** What a user's token says. */
export const userClaims: ClaimsFormat<ActingUser> = {
  write: ({ id, sessionId, email, isSuperadmin, memberships }): UserClaims => {
    return { sub: id, sid: sessionId, email, superadmin: isSuperadmin, memberships }
  },
  read({ sub: id, sid: sessionId, email, superadmin: isSuperadmin, memberships }: UserClaims) {
    return Object.freeze({ kind: 'user', id, email, sessionId, isSuperadmin, memberships: Object.freeze(memberships) })
  },
}

interface HumanClaims extends CallerClaims {
  tenant: string
}

/** What a human's token says. */
export const humanClaims: ClaimsFormat<ActingHuman> = {
  write: ({ id, sessionId, tenantId }): HumanClaims => ({ sub: id, sid: sessionId, tenant: tenantId }),
  read({ sub: id, sid: sessionId, tenant: tenantId }: HumanClaims) {
    return Object.freeze({ kind: 'human', id, tenantId, sessionId })
  },
}
