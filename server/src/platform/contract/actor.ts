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
  /** The operator of the platform who really acts, and the session in which they do. */
  impersonator?: Impersonator
}

export interface Impersonator {
  id: string
  sessionId: string
}

/** An end customer of one tenant who proved to be the one they say. */
export interface ActingHuman extends Actor {
  kind: 'human'
  id: string
  tenantId: string
  sessionId: string
}

/** A program that showed a key of one tenant. */
export interface ActingKey extends Actor {
  kind: 'api_key'
  id: string
  tenantId: string
  /** It is in pages that everybody can read, so it opens the storefront and nothing else. */
  isPublishable: boolean
  /** Whether its scopes name the operation. */
  may: (operation: string) => boolean
}

/** Who shows a credential. Whoever shows none is nobody. */
export type Caller = ActingUser | ActingHuman | ActingKey

/** What a door tells callers apart by. */
export const callerKinds = ['user', 'human', 'secret_key', 'publishable_key'] as const
export type CallerKind = (typeof callerKinds)[number]

export function kindOf(caller: Caller): CallerKind {
  if (caller.kind !== 'api_key') return caller.kind
  return caller.isPublishable ? 'publishable_key' : 'secret_key'
}
