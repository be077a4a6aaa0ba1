import type { Actor, Scope } from '@stoa/tenancy'
import type { Role } from '#platform/contract'
import { NoSellerProfile } from './refusals.ts'
import { findSellerOfUser } from './store.ts'

/**
 * Whether the actor may say which user acts for a seller. To let somebody act as one is to give them the role, so of
 * users it is for those who may give it; programs may by their scopes.
 */
export function mayChooseUser(scope: Scope): boolean {
  const { role }: Actor & { role?: Role } = scope.actor
  return role === undefined || role === 'owner' || role === 'admin'
}

/**
 * The seller whose rows alone the actor may change: users of role `seller` act for the profile that names them.
 * Undefined for everybody else, whom the permissions of their role alone limit.
 */
export async function findActingSeller(scope: Scope): Promise<string | undefined> {
  const actor: Actor & { role?: Role } = scope.actor
  if (actor.role !== 'seller') return undefined
  const seller = await scope.first(findSellerOfUser, { user_id: actor.id! })
  if (!seller) throw NoSellerProfile()
  return seller.id
}
