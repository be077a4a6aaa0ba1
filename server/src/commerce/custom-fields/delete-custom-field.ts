import type { Scope } from '@stoa/tenancy'
import { changedRow, requireVersion } from '#platform/contract'
import { CustomFieldNotFound } from './refusals.ts'
import { lockCustomField, setCustomFieldDeletion } from './store.ts'

/** Archives it: nothing is written to it any more, values that are there stay, and its key is not free. */
export async function deleteCustomField(scope: Scope, id: string, expectedVersion?: number): Promise<void> {
  const field = await scope.first(lockCustomField, { id }, { isDeleted: false })
  if (!field) throw CustomFieldNotFound()
  requireVersion(field, expectedVersion)
  const deletion = { deleted_at: scope.now, deleted_by: scope.actor.id ?? null }
  scope.write(setCustomFieldDeletion, { ...field, ...changedRow(scope, field), ...deletion })
}
