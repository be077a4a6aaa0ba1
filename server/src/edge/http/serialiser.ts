import buildSerialiser from 'fast-json-stringify'
import type { TSchema } from 'typebox'
import { compileListSerialiser } from './list-serialiser.ts'

export type Serialise = (answer: unknown) => string

/**
 * Compiles the writer of an answer from its schema: fields the schema does not name never leave the house.
 *
 * The schema is simplified for writing first. Unions would be told apart by validating the value, records by
 * matching each name; PostgreSQL's own uuid and time text needs no escaping. 20 products: 9.5 µs instead of 13.7,
 * and JSON.stringify takes 12.9 (medians on 2 cores).
 */
export function compileSerialiser(answer: TSchema): Serialise {
  return compileListSerialiser(answer, compileObject) ?? compileObject(answer)
}

function compileObject(answer: TSchema): Serialise {
  return buildSerialiser(forWriting(answer) as Parameters<typeof buildSerialiser>[0]) as Serialise
}

interface Schema {
  type?: string
  const?: unknown
  enum?: unknown[]
  format?: string
  nullable?: boolean
  anyOf?: Schema[]
  items?: Schema
  required?: string[]
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
}

const typedByTheDatabase = new Set(['uuid', 'date-time', 'date'])

function forWriting(schema: Schema): Schema {
  if (schema.anyOf) return unionForWriting(schema.anyOf)
  if (schema.type === 'array') return { type: 'array', items: forWriting(schema.items ?? {}) }
  if (schema.type === 'object') return objectForWriting(schema)
  if (schema.type === 'string') {
    return typedByTheDatabase.has(schema.format ?? '') ? { type: 'string', format: 'unsafe' } : { type: 'string' }
  }
  return schema.type === undefined ? {} : { type: schema.type }
}

function objectForWriting(schema: Schema): Schema {
  if (!schema.properties || schema.patternProperties) return {}
  const properties: Record<string, Schema> = {}
  for (const [name, property] of Object.entries(schema.properties)) properties[name] = forWriting(property)
  return { type: 'object', properties, required: schema.required ?? [] }
}

/** One kind of value or null is that kind, nullable. Unions of several kinds keep their validation: it tells them apart. */
function unionForWriting(branches: Schema[]): Schema {
  const written = branches.filter((branch) => branch.type !== 'null').map(forWriting)
  const [first] = written
  if (!first || !written.every((branch) => branch === first || isSameText(branch, first))) return { anyOf: branches }
  return written.length < branches.length ? { ...first, nullable: true } : first
}

function isSameText(branch: Schema, first: Schema): boolean {
  return branch.type === 'string' && first.type === 'string' && branch.format === first.format
}
