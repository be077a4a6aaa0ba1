import { Format } from 'typebox/format'

/** Name of the format in schemas. */
export const currencyFormat = 'currency'

const inUse: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** Whether it is the ISO 4217 code of money that people pay with: none of tests, of metals or of no currency. */
export function isCurrency(code: string): boolean {
  return inUse.has(code)
}

// What a patch leaves and a file says is checked by TypeBox, a request by the edge's own validator.
Format.Set(currencyFormat, isCurrency)
