import type { Fault } from '@stoa/tenancy'
import { ValidationFailed } from '#platform/contract'
import type { CustomField } from './custom-field.ts'
import { maxTextLength } from './values.ts'

type Rules = Pick<CustomField, 'type' | 'options' | 'minimum' | 'maximum'>

/**
 * What the members of a field are together.
 * @throws ValidationFailed
 */
export function requireConsistency(field: Rules): void {
  const errors = faultsIn(field)
  if (errors.length > 0) throw ValidationFailed(undefined, { errors })
}

function faultsIn({ type, options, minimum, maximum }: Rules): Fault[] {
  const faults: Fault[] = []
  const isChoice = type === 'select' || type === 'multi_select'
  if (isChoice && options.length === 0) faults.push(fault('options', 'minItems', `a ${type} needs options`))
  if (!isChoice && options.length > 0) faults.push(fault('options', 'maxItems', `a ${type} has no options`))
  for (const [name, bound] of Object.entries({ minimum, maximum })) {
    if (bound === null) continue
    if (type !== 'text' && type !== 'integer') faults.push(fault(name, 'type', `a ${type} has no ${name}`))
    if (type === 'text' && (bound < 0 || bound > maxTextLength))
      faults.push(fault(name, name, `a length is between 0 and ${maxTextLength}`))
  }
  if (minimum !== null && maximum !== null && minimum > maximum)
    faults.push(fault('maximum', 'minimum', 'must not be below the minimum'))
  return faults
}

function fault(name: string, code: string, message: string): Fault {
  return { path: `/body/${name}`, message, code }
}
