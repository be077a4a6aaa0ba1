import type { Fault } from '@stoa/tenancy'
import type { TObject, TSchema } from 'typebox'

type Parsed = Record<string, string | string[]>
type Convert = (text: string) => unknown

/**
 * Makes the reader of a query string or of path parameters: text becomes a number or a boolean only where the
 * schema asks for one and the text is exactly that; whatever else stays text for the check to refuse.
 */
export function compileReader(part: string, schema: TObject | undefined) {
  const converts = new Map<string, Convert>()
  const lists = new Set<string>()
  for (const [name, property] of Object.entries(schema?.properties ?? {})) {
    const declared = property as TSchema & { type?: string; items?: { type?: string } }
    if (declared.type === 'array') lists.add(name)
    const convert = convertTo(declared.type === 'array' ? declared.items?.type : declared.type)
    if (convert) converts.set(name, convert)
  }

  return function read(parsed: Parsed, faults: Fault[]): Record<string, unknown> {
    const values: Record<string, unknown> = {}
    for (const name in parsed) {
      const given = parsed[name]!
      const convert = converts.get(name) ?? asText
      if (name === '__proto__') {
        faults.push({ path: `/${part}/__proto__`, message: 'is not a known field', code: 'unknown_field' })
      } else if (lists.has(name)) {
        values[name] = (typeof given === 'string' ? [given] : given).map(convert)
      } else if (typeof given === 'string') {
        values[name] = convert(given)
      } else {
        faults.push({ path: `/${part}/${name}`, message: 'must be given once', code: 'duplicate_parameter' })
      }
    }
    return values
  }
}

function convertTo(type: string | undefined): Convert | undefined {
  if (type === 'integer') return (text) => (/^-?(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : text)
  if (type === 'number') return (text) => (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text)
  if (type === 'boolean') return (text) => (text === 'true' ? true : text === 'false' ? false : text)
  return undefined
}

const asText: Convert = (text) => text
