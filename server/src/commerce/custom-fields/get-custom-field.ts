import type { Scope } from '@stoa/tenancy'
import type { CustomField } from './custom-field.ts'
import { CustomFieldNotFound } from './refusals.ts'
import { findCustomField } from './store.ts'

export async function getCustomField(scope: Scope, id: string): Promise<CustomField> {
  const customField = await scope.first(findCustomField, { id })
  if (!customField) throw CustomFieldNotFound()
  return customField
}
