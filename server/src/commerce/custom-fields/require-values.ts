import type { Work } from '@stoa/tenancy'
import { ValidationFailed } from '#platform/contract'
import type { CustomField } from './custom-field.ts'
import { findCustomFieldsOf } from './store.ts'
import { type CustomFieldValues, faultsOf } from './values.ts'

/** What a caller says of a row, as far as its custom fields are judged by it. */
interface Said {
  status?: string
  custom_fields?: CustomFieldValues
}

interface Judged {
  status: string
  custom_fields: CustomFieldValues
}

/** Faults that are told of one row. */
const mostFaults = 10

/**
 * The fields by which products are judged, read only where one of those who ask may need them: a product that says nothing
 * of custom fields and is not published costs no round trip for them.
 */
export async function findRulesFor(work: Work, said: readonly Said[]): Promise<readonly CustomField[]> {
  const isNeeded = said.some((one) => one.status === 'active' || keysOf(one).length > 0)
  return isNeeded ? work.all(findCustomFieldsOf, { owner_type: 'product' }) : []
}

/**
 * Values the caller names fit their fields, and required fields have one: where some are named, and where the row becomes
 * active. What was there before is left alone.
 * @param before undefined for a new row
 * @throws ValidationFailed
 */
export function requireValues(
  rules: readonly CustomField[],
  said: Said,
  row: Judged,
  before?: Pick<Judged, 'status'>,
): void {
  const keys = keysOf(said)
  const isPublished = row.status === 'active' && before?.status !== 'active'
  if (keys.length === 0 && !isPublished) return
  const errors = faultsOf(rules, row.custom_fields, keys)
  if (errors.length > 0) throw ValidationFailed(undefined, { errors: errors.slice(0, mostFaults) })
}

/** What a new row says: null is no value. */
export function valuesGiven(given: CustomFieldValues = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
}

function keysOf({ custom_fields }: Said): string[] {
  return Object.keys(custom_fields ?? {})
}
