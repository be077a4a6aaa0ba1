import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow } from '#platform/contract'
import { announceInTenant, writeNotice } from '../tokens/notices.ts'
import { type Governor, losesOwner, objectionToChange } from './hierarchy.ts'
import { getLockedUser } from './lock-user.ts'
import { LastOwner, refuseWhen } from './refusals.ts'
import { replaceUser } from './store.ts'
import { type User, UserFields, type UserPatch } from './user.ts'

export async function updateUser(
  scope: Scope,
  actor: Governor,
  id: string,
  patch: UserPatch,
  expectedVersion?: number,
): Promise<User> {
  const { user, ownerIds } = await getLockedUser(scope, id, expectedVersion)
  const next: User = { ...applyPatch(UserFields, user, patch), ...changedRow(scope, user) }
  refuseWhen(objectionToChange(actor, user, next))
  if (losesOwner(user, next) && ownerIds.every((owner) => owner === id)) throw LastOwner()
  scope.write(replaceUser, next)
  if (next.role !== user.role || next.status !== user.status) scope.write(announceInTenant, writeNotice('user', id))
  return next
}
