import type { Fault } from '@stoa/tenancy'
import { type AnySchema, type ValidateFunction, Ajv2020 as Validator } from 'ajv/dist/2020.js'
import { faultsOf } from './faults.ts'
import { addFormats } from './formats.ts'

/** Says what is wrong with a value; nothing when it fits. */
export type Check = (value: unknown) => Fault[]

const none: Fault[] = []
Object.freeze(none)

/** Bodies this large get their first fault only: naming each of a million would be an attack on ourselves. */
const maxCharactersForAllFaults = 64 * 1024

/** Compiles schemas into checks that neither convert, fill in, nor remove anything. */
export function createCompiler() {
  const first = createValidator(false)
  const all = createValidator(true)

  /** @param part where the value stands in the request: `body`, `query`, `params` */
  return function compile(part: string, schema: AnySchema): Check {
    const fits = first.compile(schema)
    let findAll: ValidateFunction | undefined
    return (value) => {
      if (fits(value)) return none
      if (JSON.stringify(value)?.length > maxCharactersForAllFaults) return faultsOf(part, fits.errors ?? [])
      findAll ??= all.compile(schema)
      findAll(value)
      return faultsOf(part, findAll.errors ?? [])
    }
  }
}

function createValidator(allErrors: boolean): Validator {
  const validator = new Validator({ allErrors, strict: true, strictTypes: false, strictRequired: false })
  addFormats(validator)
  return validator
}
