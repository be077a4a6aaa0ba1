import type { Scope } from '@stoa/tenancy'
import { type CustomField, maxCustomFields } from './custom-field.ts'
import { TooManyCustomFields } from './refusals.ts'
import { findCustomFieldsOf, holdCustomFields } from './store.ts'

/**
 * One round trip. Whoever adds a field holds all of the tenant's until the work ends, so that two who see the last place do
 * not both take it.
 * @throws TooManyCustomFields
 */
export async function requireRoom(scope: Scope, { owner_type }: Pick<CustomField, 'owner_type'>): Promise<void> {
  const [, fields] = await Promise.all([
    scope.first(holdCustomFields, {}),
    scope.all(findCustomFieldsOf, { owner_type }),
  ])
  if (fields.length >= maxCustomFields) throw TooManyCustomFields()
}
