import type { Execution } from './batch.ts'
import { markUnsent } from './database-error.ts'
import { arrayElements, typeIds } from './types.ts'

/**
 * A value as PostgreSQL's text input for the parameter's type. JSON parameters take any JSON value, array parameters
 * take JavaScript arrays; `undefined` is refused because a forgotten argument must not become NULL.
 */
export function encodeParameter(value: unknown, type: number): string | null {
  if (value === null) return null
  if (type === typeIds.jsonb || type === typeIds.json) return encodeJson(value)
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'bigint':
      return String(value)
    case 'boolean':
      return value ? 't' : 'f'
    case 'object':
      return encodeObject(value, type)
    default:
      throw new TypeError(`a ${typeof value} cannot be a query parameter`)
  }
}

function encodeJson(value: unknown): string {
  const text = JSON.stringify(value)
  if (text === undefined) throw new TypeError(`a ${typeof value} cannot be a JSON parameter`)
  return text
}

function encodeObject(value: object, type: number): string {
  if (Array.isArray(value)) return encodeArray(value, arrayElements.get(type) ?? 0)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array)
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')}`
  return JSON.stringify(value)
}

function encodeArray(values: readonly unknown[], elementType: number): string {
  const parts = values.map((value) => {
    if (Array.isArray(value) && elementType !== typeIds.json && elementType !== typeIds.jsonb) {
      return encodeArray(value, elementType)
    }
    const text = encodeParameter(value, elementType)
    return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`
  })
  return `{${parts.join(',')}}`
}

/** The parameters of executions as the protocol's texts; what fails here was not sent. */
export function encodeAll(executions: readonly Execution[]): (string | null)[][] {
  try {
    return executions.map(encodeParameters)
  } catch (error) {
    throw markUnsent(error)
  }
}

function encodeParameters(execution: Execution): (string | null)[] {
  const types = execution.prepared.about.description?.parameterTypes ?? []
  return execution.parameters.map((value, index) => encodeParameter(value, types[index] ?? 0))
}
