import { columnReader, type ReadColumn } from './columns.ts'

export interface Field {
  name: string
  /** pg_type.oid. */
  type: number
}

/** Reads one DataRow's columns, from the first column's length on, into an object. */
export type ReadRow = (buffer: Buffer, position: number) => unknown

/**
 * Makes the reader of a statement's rows. The object literal is generated once per statement, so that all its rows
 * share one hidden class; a loop over names costs a keyed store per column (list of 20 products: 1.3x slower).
 */
export function rowReader(fields: readonly Field[]): ReadRow {
  const readers = fields.map((field) => columnReader(field.type))
  const columns = fields.map(
    (_, index) => `
    length = buffer.readInt32BE(position); position += 4
    let column${index} = null
    if (length !== -1) { column${index} = read${index}(buffer, position, position + length); position += length }`,
  )
  const literal = lastOfEachName(fields).map(([name, index]) => `${propertyKey(name)}: column${index}`)
  const make = new Function(
    ...readers.map((_, index) => `read${index}`),
    `return function readRow(buffer, position) {
    let length = 0${columns.join('')}
    return { ${literal.join(', ')} }
  }`,
  ) as (...readers: ReadColumn[]) => ReadRow
  return make(...readers)
}

/** Column names and where their values are; of two columns of one name the later counts. */
export function lastOfEachName(fields: readonly Field[]): [string, number][] {
  return [...new Map(fields.map((field, index) => [field.name, index]))]
}

/** A quoted key, computed only for the one name that a plain literal treats specially. */
function propertyKey(name: string): string {
  const quoted = JSON.stringify(name)
  return name === '__proto__' ? `[${quoted}]` : quoted
}
