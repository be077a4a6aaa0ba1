/** JSON Schema, as far as the API document uses it. */
export interface Schema {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  patternProperties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  description?: string
}

const scalars: Record<string, string> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

/** The TypeScript type of a schema. Objects that have a name are called by it. */
export function typeOf(schema: Schema, names: ReadonlyMap<string, string> = new Map()): string {
  if (schema.anyOf) return [...new Set(schema.anyOf.map((one) => typeOf(one, names)))].join(' | ')
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.type === 'array') return `Array<${typeOf(schema.items ?? {}, names)}>`
  if (schema.type === 'object') return names.get(keyOf(schema)) ?? objectType(schema, names)
  return scalars[schema.type ?? ''] ?? 'unknown'
}

/** What two schemas have in common that are the same type. */
export function keyOf(schema: Schema): string {
  return objectType(schema, new Map())
}

export function objectType(schema: Schema, names: ReadonlyMap<string, string>): string {
  const { properties = {}, required = [], patternProperties = {}, additionalProperties } = schema
  const open =
    Object.values(patternProperties)[0] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined)
  if (Object.keys(properties).length === 0) {
    return open
      ? `Record<string, ${typeOf(open, names)}>`
      : additionalProperties === false
        ? 'Record<string, never>'
        : 'Record<string, unknown>'
  }
  const members = Object.entries(properties).map(([name, property]) => {
    const comment = property.description ? `/** ${property.description.replaceAll('*/', '')} */\n` : ''
    return `${comment}${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(property, names)}`
  })
  return `{\n${members.join('\n')}\n}`
}
