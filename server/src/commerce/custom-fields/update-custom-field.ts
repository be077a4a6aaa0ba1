import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow, requireVersion } from '#platform/contract'
import { type CustomField, CustomFieldFields, type CustomFieldPatch } from './custom-field.ts'
import { CustomFieldNotFound } from './refusals.ts'
import { requireConsistency } from './require-consistency.ts'
import { lockCustomField, replaceCustomField } from './store.ts'

/** Judges what is written from now on; values that are there stay as they are. */
export async function updateCustomField(
  scope: Scope,
  id: string,
  patch: CustomFieldPatch,
  expectedVersion?: number,
): Promise<CustomField> {
  const field = await scope.first(lockCustomField, { id }, { isDeleted: false })
  if (!field) throw CustomFieldNotFound()
  requireVersion(field, expectedVersion)
  const changed = { ...applyPatch(CustomFieldFields, field, patch), ...changedRow(scope, field) }
  requireConsistency(changed)
  scope.write(replaceCustomField, changed)
  return changed
}
