import type { Fault } from '@stoa/tenancy'
import type { NewOptions } from './variant.ts'

/** The values of a variant as one text; values hold no control characters, so no two combinations make the same one. */
export function combinationOf({ option_values }: { option_values: readonly string[] }): string {
  return option_values.join('\u001f')
}

/** What is wrong with options and variants as a whole; what each says by itself, the schema has judged. */
export function faultsOf({ options, variants }: NewOptions): Fault[] {
  const names = options.map(({ name }) => name)
  const faults = repeated(names).map((index) => fault(`/body/options/${index}/name`, 'names an option twice'))
  if (options.length === 0 && variants.length > 0)
    faults.push(fault('/body/options', 'must name what variants differ in'))
  if (options.length > 0 && variants.length === 0) faults.push(fault('/body/variants', 'must name a variant'))
  for (const [index, { option_values }] of variants.entries()) {
    const path = `/body/variants/${index}/option_values`
    if (option_values.length !== options.length) faults.push(fault(path, 'must hold one value of each option'))
    for (const [place, { values }] of options.entries()) {
      const value = option_values[place]
      if (value !== undefined && !values.includes(value))
        faults.push(fault(`${path}/${place}`, 'is no value of the option'))
    }
  }
  for (const index of repeated(variants.map(combinationOf))) {
    faults.push(fault(`/body/variants/${index}/option_values`, 'is the combination of another variant'))
  }
  return faults
}

function repeated(texts: readonly string[]): number[] {
  return texts.flatMap((text, index) => (texts.indexOf(text) < index ? [index] : []))
}

function fault(path: string, message: string): Fault {
  return { path, message, code: 'inconsistent' }
}
