import type { Scope } from '@stoa/tenancy'
import { changedRow, requireVersion } from '#platform/contract'
import { endSessionsOfHuman } from '../human-login/end-sessions.ts'
import { HumanNotFound } from './refusals.ts'
import { lockHuman, setHumanDeletion } from './store.ts'

/** Takes the human out of sight and logs them out everywhere; what they did stays, and they can be restored. */
export async function deleteHuman(scope: Scope, id: string, expectedVersion?: number): Promise<void> {
  const human = await scope.first(lockHuman, { id }, { isDeleted: false })
  if (!human) throw HumanNotFound()
  requireVersion(human, expectedVersion)
  const deletion = { deleted_at: scope.now, deleted_by: scope.actor.id ?? null }
  scope.write(setHumanDeletion, { ...human, ...changedRow(scope, human), ...deletion })
  await endSessionsOfHuman(scope, id, 'human_deleted')
}
