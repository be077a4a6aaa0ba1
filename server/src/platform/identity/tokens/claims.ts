import type { ActingHuman, ActingUser, Role } from '#platform/contract'
import type { CallerClaims, ClaimsFormat } from './access-token.ts'

interface UserClaims extends CallerClaims {
  email: string
  superadmin: boolean
  memberships: Record<string, Role>
  /** RFC 8693: who really acts. */
  act?: CallerClaims
}

/** What a user's token says. */
export const userClaims: ClaimsFormat<ActingUser> = {
  write({ id, sessionId, email, isSuperadmin, memberships, impersonator }): UserClaims {
    const act = impersonator && { sub: impersonator.id, sid: impersonator.sessionId }
    return { sub: id, sid: sessionId, email, superadmin: isSuperadmin, memberships, ...(act && { act }) }
  },
  read({ sub: id, sid: sessionId, email, superadmin: isSuperadmin, memberships, act }: UserClaims) {
    const user = { kind: 'user', id, email, sessionId, isSuperadmin, memberships: Object.freeze(memberships) } as const
    if (!act) return Object.freeze(user)
    return Object.freeze({ ...user, impersonator: Object.freeze({ id: act.sub, sessionId: act.sid }) })
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
