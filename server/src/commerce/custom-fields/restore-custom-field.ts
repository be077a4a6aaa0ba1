import type { Scope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import type { CustomField } from './custom-field.ts'
import { CustomFieldNotDeleted } from './refusals.ts'
import { requireRoom } from './require-room.ts'
import { lockCustomField, setCustomFieldDeletion } from './store.ts'

/** Brings an archived one back, with the values that rows still have. */
export async function restoreCustomField(scope: Scope, id: string): Promise<CustomField> {
  const field = await scope.first(lockCustomField, { id }, { isDeleted: true })
  if (!field) throw CustomFieldNotDeleted()
  await requireRoom(scope, field)
  const restored = { ...field, ...changedRow(scope, field) }
  scope.write(setCustomFieldDeletion, { ...restored, deleted_at: null, deleted_by: null })
  return restored
}
