import type { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { currencyFormat, isCurrency } from '#platform/contract'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const dateTime =
  /^(?!0000)(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/

/**
 * Adds the standard formats, with the three that reach typed columns narrowed to what PostgreSQL can read:
 * the standard ones let `urn:uuid:…`, the year 0000, leap seconds and any offset pass. Ids are compared as text all over,
 * so each has one spelling.
 */
export function addFormats(ajv: Ajv2020): void {
  formats.default(ajv)
  ajv.addFormat('uuid', uuid)
  ajv.addFormat('date-time', (text: string) => dateTime.test(text) && isCalendarDate(text.slice(0, 10)))
  ajv.addFormat(currencyFormat, isCurrency)
  ajv.addFormat('date', (text: string) => /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDate(text))
}

function isCalendarDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
