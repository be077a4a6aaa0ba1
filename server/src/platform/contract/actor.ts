import type { Actor } from '@stoa/tenancy'

/** Roles a user can have in a tenant, most powerful first. */
export const roles = ['owner', 'admin', 'operator', 'viewer', 'check_in_controller', 'seller'] as const
export type Role = (typeof roles)[number]

/** A verified user, as the access token says. */
export interface ActingUser extends Actor {
  kind: 'user'
  id: string
  email: string
  sessionId: string
  isSuperadmin: boolean
  /** Role per tenant id. */
  memberships: Readonly<Record<string, Role>>
}
