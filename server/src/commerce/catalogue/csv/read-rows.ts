import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { Cell } from './cells.ts'
import { type ColumnName, columnNames, columns } from './columns.ts'
import { BadCsv, BadHeader, TooManyRows } from './refusals.ts'

const maxRows = 100_000

/** A row as it waits to be worked off. */
export interface FileRow {
  /** Its place among the rows, from 1; the header is none. */
  row: number
  cells: readonly Cell[]
  /** Whether an earlier row names the same product. */
  isRepeated: boolean
}

/** What a file is read into: its header first, then rows by the chunk. */
export interface FileReader {
  header(columns: readonly ColumnName[]): void
  /** The next chunk is read when this one is taken. */
  chunk(rows: readonly FileRow[]): Promise<void>
}

/** Rows of a chunk, and characters from which on it takes no more. */
const chunkRows = 500
const chunkCharacters = 512 * 1024
/** Characters that are read before others have their turn. */
const sliceCharacters = 64 * 1024

/**
 * Reads a file without holding more than a chunk of its rows, and the keys of all of them.
 * @param key the column by which rows name products
 * @returns how many rows there are
 */
export async function readRows(text: string, key: 'sku' | 'id', reader: FileReader): Promise<number> {
  const seen = new Set<string>()
  let keyAt = -1
  let count = -1
  let rows: FileRow[] = []
  let characters = 0
  for await (const cells of records(text)) {
    count++
    if (count === 0) {
      const header = readHeader(cells, key)
      keyAt = header.indexOf(key)
      reader.header(header)
      continue
    }
    if (count > maxRows) throw TooManyRows()
    const name = cells[keyAt] ?? null
    rows.push({ row: count, cells, isRepeated: name !== null && seen.has(name) })
    if (name !== null) seen.add(name)
    characters += cells.reduce((sum, cell) => sum + (cell?.length ?? 0), 0)
    if (rows.length < chunkRows && characters < chunkCharacters) continue
    await reader.chunk(rows)
    rows = []
    characters = 0
  }
  if (count < 0) throw BadHeader('The file is empty.')
  if (rows.length > 0) await reader.chunk(rows)
  return count
}

async function* records(text: string): AsyncGenerator<Cell[]> {
  const parser = Readable.from(slices(text)).pipe(
    parse({
      bom: true,
      skip_empty_lines: true,
      // Nothing between two commas is no value; a pair of quotes is an empty text.
      cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
    }),
  )
  try {
    yield* parser
  } catch (error) {
    throw error instanceof CsvError ? BadCsv(error.message) : error
  }
}

function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    // A character of two halves stays whole.
    const isSplit = /[\ud800-\udbff]/.test(text.charAt(at + sliceCharacters - 1))
    const end = at + sliceCharacters + (isSplit ? 1 : 0)
    yield text.slice(at, end)
    at = end
  }
}

function readHeader(cells: readonly Cell[], key: ColumnName): ColumnName[] {
  const names = cells.map((cell) => cell ?? '')
  const unknown = names.find((name) => !Object.hasOwn(columns, name))
  if (unknown !== undefined) {
    throw BadHeader(`"${unknown.slice(0, 100)}" is no column; known are ${columnNames.join(', ')}.`)
  }
  const repeated = names.find((name, index) => names.indexOf(name) < index)
  if (repeated !== undefined) throw BadHeader(`"${repeated}" names two columns.`)
  if (!names.includes(key)) throw BadHeader(`"${key}" names no column, and by it rows name products.`)
  return names as ColumnName[]
}
