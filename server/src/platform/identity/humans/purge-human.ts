import type { Scope } from '@stoa/tenancy'
import { deleteHumanSessions } from '../human-login/store.ts'
import { HumanNotDeleted } from './refusals.ts'
import { lockHuman, removeHuman } from './store.ts'

/** Removes a deleted human for good and frees their address and number. One with whom there is a conversation stays. */
export async function purgeHuman(scope: Scope, id: string): Promise<void> {
  if (!(await scope.first(lockHuman, { id }, { isDeleted: true }))) throw HumanNotDeleted()
  scope.write(deleteHumanSessions, { human_id: id })
  scope.write(removeHuman, { id })
}
