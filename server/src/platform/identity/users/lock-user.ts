import type { Scope } from '@stoa/tenancy'
import { requireVersion } from '#platform/contract'
import { UserNotFound } from './refusals.ts'
import { findUser, lockOwners, lockUser } from './store.ts'
import type { User } from './user.ts'

/** A user nobody else changes until the work ends, and the tenant's working owners, of whom the same is true. */
export interface LockedUser {
  user: User
  ownerIds: readonly string[]
}

/** Owners are locked first, by everybody, so that nobody who holds a user waits for one who wants them. */
export async function getLockedUser(scope: Scope, id: string, expectedVersion?: number): Promise<LockedUser> {
  const [owners, , user] = await Promise.all([
    scope.all(lockOwners, {}),
    scope.first(lockUser, { id }),
    scope.first(findUser, { id }),
  ])
  if (!user) throw UserNotFound()
  requireVersion(user, expectedVersion)
  return { user, ownerIds: owners.map((owner) => owner.user_id) }
}
