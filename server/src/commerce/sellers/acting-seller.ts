import type { Scope } from '@stoa/tenancy'
import type { ActingUser } from '#platform/contract'
import { NoSellerProfile } from './refusals.ts'
import { findSellerOfUser } from './store.ts'

/**
 * The seller whose rows alone the actor may change: users of role `seller` act for the profile that names them.
 * Undefined for everybody else, whom the permissions of their role alone limit.
 */
export async function findActingSeller(scope: Scope): Promise<string | undefined> {
  if (!isSeller(scope)) return undefined
  const seller = await scope.first(findSellerOfUser, { user_id: scope.actor.id! })
  if (!seller) throw NoSellerProfile()
  return seller.id
}

export function isSeller({ actor, tenant }: Scope): boolean {
  return actor.kind === 'user' && (actor as ActingUser).memberships?.[tenant.id] === 'seller'
}
