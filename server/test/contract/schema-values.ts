import { type AnySchema, Ajv2020 as Validator } from 'ajv/dist/2020.js'
import fc, { type Arbitrary } from 'fast-check'
import { addFormats } from '../../src/edge/http/formats.ts'
import type { Schema } from './document.ts'

const validator = new Validator({ strict: false })
addFormats(validator)
const checks = new WeakMap<Schema, (value: unknown) => boolean>()

export function fits(schema: Schema, value: unknown): boolean {
  let check = checks.get(schema)
  if (!check) {
    check = validator.compile(schema as AnySchema) as (value: unknown) => boolean
    checks.set(schema, check)
  }
  return check(value)
}

/** Values that a schema of the document allows, from the least to the largest. */
export function valuesOf(schema: Schema): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) return fc.oneof(...branches.map(valuesOf))
  const types = [schema.type ?? 'anything'].flat()
  if (types.length > 1) return fc.oneof(...types.map((type) => valuesOf({ ...schema, type })))
  switch (types[0]) {
    case 'object':
      return objectsOf(schema)
    case 'array':
      return listsOf(schema)
    case 'string':
      return textsOf(schema)
    case 'integer':
      return fc.maxSafeInteger().chain(() => integersOf(schema))
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return anything
  }
}

/** JSON that can be stored: what is no text that PostgreSQL holds is refused, see `edge/http/json-body.ts`. */
const anything = fc.jsonValue({ maxDepth: 3, noUnicodeString: false }).filter((value) => {
  const text = JSON.stringify(value)
  return !text.includes('\\u0000') && !text.includes('__proto__') && text.isWellFormed() && !/\d{16,}|e\+/.test(text)
})

/** Both bounds are met more often than chance would have it. */
function integersOf({ minimum = -1_000_000, maximum = 1_000_000 }: Schema): Arbitrary<number> {
  return fc.oneof(
    fc.constantFrom(minimum, maximum),
    fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) }),
  )
}

function textsOf(schema: Schema): Arbitrary<unknown> {
  const { examples = [], minLength = 0, maxLength = 200 } = schema
  const known = examples.filter((example) => fits(schema, example))
  const made = madeTexts(schema, { minLength, maxLength: Math.min(maxLength, 300) })
  if (!made && known.length === 0) throw new Error(`no text is known for ${JSON.stringify(schema)}: give it an example`)
  const fitting = made?.filter((text) => fits(schema, text))
  if (!fitting) return fc.constantFrom(...known)
  return known.length > 0 ? fc.oneof(fc.constantFrom(...known), fitting) : fitting
}

function madeTexts({ format, pattern }: Schema, length: { minLength: number; maxLength: number }) {
  if (format !== undefined) return byFormat[format]
  if (pattern === undefined) return fc.string({ ...length, unit: 'grapheme' })
  // An expression that looks ahead cannot be turned round; what it forbids is filtered out afterwards.
  const plain = pattern.replaceAll(/\(\?!(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, '')
  return fc.stringMatching(new RegExp(plain, 'u'), { maxLength: length.maxLength })
}

const times = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })

const byFormat: Readonly<Record<string, Arbitrary<string>>> = {
  uuid: fc.uuid({ version: 7 }),
  'date-time': times.map((time) => time.toISOString()),
  date: times.map((time) => time.toISOString().slice(0, 10)),
  email: fc
    .tuple(fc.stringMatching(/^[a-z0-9]{1,20}$/), fc.stringMatching(/^[a-z0-9]{1,20}$/))
    .map(([who, where]) => `${who}@${where}.example`),
  uri: fc.webUrl({ withQueryParameters: true, withFragments: true }),
  'uri-reference': fc.webPath(),
  time: times.map((time) => time.toISOString().slice(11)),
}

function listsOf(schema: Schema): Arbitrary<unknown> {
  const { items = {}, minItems = 0, maxItems = 5, uniqueItems } = schema
  const options = { minLength: minItems, maxLength: Math.min(maxItems, Math.max(minItems, 5)) }
  return uniqueItems
    ? fc.uniqueArray(valuesOf(items), { ...options, selector: (item) => JSON.stringify(item) })
    : fc.array(valuesOf(items), options)
}

function objectsOf(schema: Schema): Arbitrary<unknown> {
  const { properties = {}, required = [], maxProperties = 5 } = schema
  const named = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, valuesOf(property)])),
    { requiredKeys: required.filter((name) => name in properties), noNullPrototype: true },
  )
  const [others] = Object.entries(schema.patternProperties ?? {})
  const free = others ?? (isOpen(schema) ? ['^[a-z]{1,10}$', schema.additionalProperties ?? {}] : undefined)
  if (!free) return named
  const names = textsOf({ type: 'string', pattern: free[0], maxLength: 64 }) as Arbitrary<string>
  const values = valuesOf(typeof free[1] === 'object' ? free[1] : {})
  const more = fc.dictionary(
    names.filter((name) => name !== '__proto__'),
    values,
    { maxKeys: Math.min(maxProperties, 5), noNullPrototype: true },
  )
  return fc.tuple(more, named).map(([free, named]) => ({ ...free, ...(named as object) }))
}

function isOpen({ properties, additionalProperties }: Schema): boolean {
  return (
    additionalProperties === true ||
    typeof additionalProperties === 'object' ||
    (!properties && additionalProperties === undefined)
  )
}

/** Puts together what a schema says of itself, where nobody gave an example. */
export function exampleOf(schema: Schema): unknown {
  if (schema.examples) return schema.examples[0]
  if (schema.default !== undefined) return schema.default
  const [value] = fc.sample(valuesOf(schema), { numRuns: 1, seed: 1 })
  return value
}

/**
 * The body with texts that nobody used before, so that what must be unique is; texts that have a form of their own
 * (currencies, codes, countries) stay as they are.
 */
export function renewed(schema: Schema, body: unknown, mark: string): unknown {
  if (Array.isArray(body)) return body.map((item) => renewed(schema.items ?? {}, item, mark))
  if (typeof body !== 'object' || body === null) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const property = schema.properties?.[name] ?? {}
      const own = property.anyOf?.find(({ type }) => type !== 'null') ?? property
      const isText = typeof value === 'string' && !own.enum && !/^(uuid|date|date-time|uri)$/.test(own.format ?? '')
      if (typeof value === 'object') return [name, renewed(own, value, mark)]
      const candidate = `${mark}${String(value)}`
      return [name, isText && own.type === 'string' && fits(own, candidate) ? candidate : value]
    }),
  )
}

/** The value with every id whose name says of what it is (`product_id`) replaced by one that is there. */
export async function withReferences(
  value: unknown,
  refer: (noun: string) => Promise<string | undefined>,
): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => withReferences(item, refer)))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(async ([name, member]) => {
    const [, noun, isList] = /^(.+)_id(s)?$/.exec(name) ?? []
    if (noun === undefined || member === null) return [name, await withReferences(member, refer)]
    const known = async (given: unknown) => (await refer(noun)) ?? given
    return [name, isList && Array.isArray(member) ? await Promise.all(member.map(known)) : await known(member)]
  })
  return Object.fromEntries(await Promise.all(members))
}
