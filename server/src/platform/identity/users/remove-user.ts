import type { Scope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import { announceInTenant, writeNotice } from '../tokens/notices.ts'
import { type Governor, losesOwner, objectionToRemoval } from './hierarchy.ts'
import { getLockedUser } from './lock-user.ts'
import { LastOwner, refuseWhen } from './refusals.ts'
import { deleteUser } from './store.ts'

/** Ends a membership. The person stays, with whatever they are elsewhere, and can be invited again. */
export async function removeUser(scope: Scope, actor: Governor, id: string, expectedVersion?: number): Promise<void> {
  const { user, ownerIds } = await getLockedUser(scope, id, expectedVersion)
  refuseWhen(objectionToRemoval(actor, user))
  if (losesOwner(user, undefined) && ownerIds.every((owner) => owner === id)) throw LastOwner()
  const deletion = { deleted_at: scope.now, deleted_by: scope.actor.id ?? null }
  scope.write(deleteUser, { ...user, ...changedRow(scope, user), ...deletion })
  scope.write(announceInTenant, writeNotice('user', id))
}
