import type { Scope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import type { Human } from './human.ts'
import { HumanNotDeleted } from './refusals.ts'
import { lockHuman, setHumanDeletion } from './store.ts'

/** Brings a deleted human back; their sessions stay ended. Nobody can have taken their address or number meanwhile. */
export async function restoreHuman(scope: Scope, id: string): Promise<Human> {
  const human = await scope.first(lockHuman, { id }, { isDeleted: true })
  if (!human) throw HumanNotDeleted()
  const restored = { ...human, ...changedRow(scope, human) }
  scope.write(setHumanDeletion, { ...restored, deleted_at: null, deleted_by: null })
  return restored
}
