import type { Fault } from '@stoa/tenancy'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { AmountMinor, Currency } from '#platform/contract'
import { type CustomField, maxCustomFields } from './custom-field.ts'

/** Most characters of a text. */
export const maxTextLength = 5_000
const maxUrlLength = 2_000

/** What a row says in the tenant's own fields, by their keys. */
export const CustomFieldValues = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$' }), Type.Unknown(), {
  maxProperties: maxCustomFields,
  additionalProperties: false,
  description:
    'Values of the custom fields by their keys: texts, integers, booleans, dates (`2026-11-21`), options, lists of ' +
    'options, web addresses, and money as `amount_minor` and `currency`.',
})
export type CustomFieldValues = Readonly<Record<string, unknown>>

const isMoney = Compile(Type.Object({ amount_minor: AmountMinor, currency: Currency }, { additionalProperties: false }))

/** Null where the value is as the field wants it. */
type Judgement = { code: string; message: string } | null

/**
 * What is wrong with a row's values.
 * @param fields those that rows of its kind have
 * @param said keys the caller speaks of: other values were right when they were written
 */
export function faultsOf(fields: readonly CustomField[], values: CustomFieldValues, said: readonly string[]): Fault[] {
  const byKey = new Map(fields.map((field) => [field.key, field]))
  const wrong = said.flatMap((key) => {
    if (!Object.hasOwn(values, key)) return []
    const field = byKey.get(key)
    const judgement = field ? judge(field, values[key]) : no('additionalProperties', 'there is no such custom field')
    return judgement ? [{ path: pathOf(key), ...judgement }] : []
  })
  const missing = fields.filter(({ key, is_required }) => is_required && !isFilled(values, key))
  const wanted = missing.map(({ key }) => ({ path: pathOf(key), ...no('required', 'must have a value') }))
  return [...wrong, ...wanted]
}

function isFilled(values: CustomFieldValues, key: string): boolean {
  const value = Object.hasOwn(values, key) ? values[key] : ''
  return value !== '' && !(Array.isArray(value) && value.length === 0)
}

function judge(field: CustomField, value: unknown): Judgement {
  switch (field.type) {
    case 'text':
      return judgeText(field, value)
    case 'integer':
      return judgeInteger(field, value)
    case 'boolean':
      return typeof value === 'boolean' ? null : no('type', 'must be a boolean')
    case 'date':
      return isDate(value) ? null : no('format', 'must be a date of the calendar, as in 2026-11-21')
    case 'select':
      return isOption(field, value) ? null : no('enum', 'must be one of the options')
    case 'multi_select':
      return judgeOptions(field, value)
    case 'url':
      return isWebAddress(value) ? null : no('format', 'must be an http or https address without user and password')
    case 'money':
      return isMoney.Check(value) ? null : no('type', 'must be amount_minor and currency')
  }
}

function judgeText({ minimum, maximum }: CustomField, value: unknown): Judgement {
  if (typeof value !== 'string') return no('type', 'must be a text')
  const length = [...value].length
  const most = maximum ?? maxTextLength
  if (length > most) return no('maxLength', `must have at most ${most} characters`)
  return length < (minimum ?? 0) ? no('minLength', `must have at least ${minimum} characters`) : null
}

function judgeInteger({ minimum, maximum }: CustomField, value: unknown): Judgement {
  if (!Number.isSafeInteger(value)) return no('type', 'must be an integer')
  if (maximum !== null && (value as number) > maximum) return no('maximum', `must be at most ${maximum}`)
  return minimum !== null && (value as number) < minimum ? no('minimum', `must be at least ${minimum}`) : null
}

function judgeOptions(field: CustomField, value: unknown): Judgement {
  if (!Array.isArray(value)) return no('type', 'must be a list of options')
  if (!value.every((one) => isOption(field, one))) return no('enum', 'must be some of the options')
  return new Set(value).size < value.length ? no('uniqueItems', 'must name each option once') : null
}

function isOption({ options }: CustomField, value: unknown): boolean {
  return options.includes(value as string)
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

function isWebAddress(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > maxUrlLength || !/^https?:\/\/\S+$/.test(value)) return false
  const address = URL.parse(value)
  return address !== null && address.username === '' && address.password === ''
}

function no(code: string, message: string) {
  return { code, message }
}

function pathOf(key: string): string {
  return `/body/custom_fields/${key}`
}
