import type { Fault } from '@stoa/tenancy'
import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { ValidationFailed } from './refusals.ts'
import { nullable } from './schemas.ts'

/** A JSON merge patch (RFC 7396) of T: members given are set, null removes, lists are replaced whole. */
export type Patch<T> = { [Name in keyof T]?: PatchedValue<T[Name]> }

type PatchedValue<T> = T extends readonly unknown[] ? T : T extends object ? PatchedMembers<T> : T
type PatchedMembers<T> = { [Name in keyof T]?: PatchedValue<T[Name]> | null }

/** Schema of the merge patch of an object: every member may be left out, in nested objects too. */
export function patchOf<Fields extends TObject>(fields: Fields, options: { examples: Patch<Static<Fields>>[] }) {
  const schema = Type.Object(patchProperties(fields.properties), { additionalProperties: false, ...options })
  return Type.Unsafe<Patch<Static<Fields>>>(schema)
}

function patchProperties(properties: TProperties): TProperties {
  const patched = Object.entries(properties).map(([name, schema]) => {
    const patch = patchSchema(schema)
    return [name, Type.Optional(Type.IsOptional(schema) ? nullable(patch) : patch)]
  })
  return Object.fromEntries(patched)
}

function patchSchema(schema: TSchema): TSchema {
  if (Type.IsObject(schema)) return Type.Object(patchProperties(schema.properties), { additionalProperties: false })
  if (Type.IsUnion(schema)) return Type.Union(schema.anyOf.map(patchSchema))
  return schema
}

/**
 * The row after the patch. What each member may be was checked with the request; what they are together
 * (an address without its country, one metadata key too many) is checked here, against the row's own schema.
 */
export function applyPatch<Fields extends TObject, Row extends Static<Fields>>(
  fields: Fields,
  row: Row,
  patch: Patch<Static<Fields>>,
): Row {
  const patched = { ...row } as Record<string, unknown>
  for (const [name, value] of Object.entries(patch)) patched[name] = mergePatch(patched[name], value)
  const faults = validatorOf(fields)
    .Errors(patched)
    .filter((error) => error.keyword !== 'anyOf')
  if (faults.length > 0) throw ValidationFailed(undefined, { errors: faults.slice(0, 10).map(faultOf) })
  return patched as Row
}

/** RFC 7396, section 2. A column that is removed is null; a member that is removed is gone. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else merged[name] = mergePatch(merged[name], value)
  }
  return merged
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const validators = new WeakMap<TObject, Validator>()

function validatorOf(fields: TObject): Validator {
  let validator = validators.get(fields)
  if (!validator) {
    validator = Compile(fields) as unknown as Validator
    validators.set(fields, validator)
  }
  return validator
}

function faultOf(error: { instancePath: string; message: string; keyword: string }): Fault {
  return { path: `/body${error.instancePath}`, message: error.message, code: error.keyword }
}
