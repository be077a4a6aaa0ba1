import type { TSchema } from 'typebox'
import { JsonRows } from '#platform/contract'
import type { Serialise } from './serialiser.ts'

interface Schema {
  type?: string
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
}

interface Page {
  results: unknown[] | JsonRows<unknown>
  paging: unknown
}

/**
 * Compiles the writer of a list's answer, which puts rows that are JSON already in their place; undefined when the answer
 * is no list.
 */
export function compileListSerialiser(answer: TSchema, compile: (schema: TSchema) => Serialise): Serialise | undefined {
  const { results, paging, ...others } = ((answer as Schema).properties ?? {}) as Record<string, Schema>
  const item = results?.items
  if (!item?.properties || !paging || Object.keys(others).length > 0) return undefined
  const writeObjects = compile(answer)
  const writePaging = compile(paging as TSchema)
  const mayPass = passageOf(item.properties)
  return (answered) => {
    const page = answered as Page
    if (!(page.results instanceof JsonRows)) return writeObjects(page)
    if (!mayPass(page.results)) return writeObjects({ ...page, results: page.results.parse() })
    return `{"results":[${page.results.texts.join(',')}],"paging":${writePaging(page.paging)}}`
  }
}

/**
 * Invariant: fields the schema does not name never leave the house. Rows pass when all their columns are named, and none
 * holds an object of which the schema names only some fields.
 */
function passageOf(properties: Record<string, Schema>) {
  const isWhole = Object.values(properties).every(isOpen)
  const known = new WeakMap<object, boolean>()
  return (rows: JsonRows<unknown>): boolean => {
    let mayPass = known.get(rows.source)
    if (mayPass !== undefined) return mayPass
    const first = rows.at(0)
    if (first === undefined) return true
    mayPass = isWhole && Object.keys(first as object).every((column) => column in properties)
    known.set(rows.source, mayPass)
    return mayPass
  }
}

function isOpen(schema: Schema): boolean {
  const { anyOf, items, properties } = schema
  return (
    !properties &&
    !combining.some((keyword) => keyword in schema) &&
    (!items || isOpen(items)) &&
    (anyOf ?? []).every(isOpen)
  )
}

/** By which a schema can name fields elsewhere than among its own properties. */
const combining = ['allOf', 'oneOf', '$ref', 'not', 'if']
