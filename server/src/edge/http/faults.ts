import type { Fault } from '@stoa/tenancy'
import type { ErrorObject } from 'ajv'
import { pointerTo } from './json-body.ts'

/** Faults a refusal names at most; the rest would only make the answer long. */
export const maxFaults = 50

/** Turns what the validator found into faults, one for each place and reason. */
export function faultsOf(part: string, errors: readonly ErrorObject[]): Fault[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf').map((error) => `${error.schemaPath}/`)
  const faults: Fault[] = []
  for (const error of errors) {
    if (faults.length === maxFaults) break
    // A value that fits no branch of a union is one fault; what each branch missed would be noise.
    if (unions.some((union) => error.schemaPath.startsWith(union))) continue
    faults.push(faultOf(part, error))
  }
  return faults
}

function faultOf(part: string, error: ErrorObject): Fault {
  const path = `/${part}${error.instancePath}`
  switch (error.keyword) {
    case 'required':
      return { path: `${path}/${pointerTo(error.params.missingProperty)}`, message: 'is required', code: 'required' }
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = error.params.additionalProperty ?? error.params.unevaluatedProperty
      return { path: `${path}/${pointerTo(name)}`, message: 'is not a known field', code: 'unknown_field' }
    }
    case 'enum':
      return { path, message: `must be one of ${error.params.allowedValues.join(', ')}`, code: 'enum' }
    case 'anyOf':
      return { path, message: 'must be one of the allowed forms', code: 'any_of' }
    case 'format':
      return {
        path,
        message: error.params.format === 'uuid' ? 'must be a UUID in lower case' : error.message!,
        code: 'format',
      }
    default:
      return { path, message: error.message ?? 'is not valid', code: codeOf(error.keyword) }
  }
}

/** `maxItems` → `max_items`: codes are snake_case like everything on the wire. */
function codeOf(keyword: string): string {
  return keyword.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
