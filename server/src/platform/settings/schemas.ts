import { type TSchema, Type } from 'typebox'
import { nullable, RowColumns } from '#platform/contract'
import type { Settings } from './define-setting.ts'

/** Schema of the answer: every setting there is, and the version of the tenant. */
export function effectiveSchema(settings: Settings) {
  const properties = mapSchemas(settings, ({ schema, default: unset }) => ({ ...schema, default: unset }))
  return Type.Object({ ...properties, version: RowColumns.version })
}

/** Schema of the merge patch: any of the settings, or null for the default. */
export function patchSchema(settings: Settings) {
  const properties = mapSchemas(settings, ({ schema }) => Type.Optional(orNull(schema)))
  return Type.Object(properties, { additionalProperties: false, examples: [exampleOf(settings)] })
}

/** Where the schema allows it without a union, whose faults would not say what is wrong with the value. */
function orNull(schema: TSchema): TSchema {
  if (!('type' in schema) || 'enum' in schema) return nullable(schema)
  return Type.Unsafe({ ...schema, type: [schema.type, 'null'] })
}

function exampleOf(settings: Settings): Record<string, unknown> {
  const examples = Object.entries(settings).map(([name, { schema, default: unset }]) => {
    const [example = unset] = (schema as { examples?: unknown[] }).examples ?? []
    return [name, example]
  })
  return Object.fromEntries(examples)
}

function mapSchemas(settings: Settings, map: (setting: Settings[string]) => TSchema): Record<string, TSchema> {
  return Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, map(setting)]))
}
