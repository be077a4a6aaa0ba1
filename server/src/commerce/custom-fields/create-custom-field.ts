import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import { type CustomField, customFieldDefaults, type NewCustomField } from './custom-field.ts'
import { requireConsistency } from './require-consistency.ts'
import { requireRoom } from './require-room.ts'
import { insertCustomField } from './store.ts'

export async function createCustomField(scope: Scope, request: NewCustomField): Promise<CustomField> {
  const field: CustomField = { ...newRow(scope), ...customFieldDefaults, ...request }
  requireConsistency(field)
  await requireRoom(scope, field)
  scope.write(insertCustomField, field)
  return field
}
