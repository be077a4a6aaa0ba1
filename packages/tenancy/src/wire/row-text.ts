import { columnReader } from './columns.ts'
import { type Field, lastOfEachName } from './row-reader.ts'
import { arrayElements, typeIds } from './types.ts'

/**
 * Writes one DataRow, whose columns lie between `position` and `end`, as JSON text: the same value as `JSON.stringify` of
 * the row that `rowReader` makes, without making it. A row is decoded once as a whole, and most columns are cut out of it.
 * JSON columns pass as the database wrote them, so that numbers keep all their digits.
 */
export type RowText = (buffer: Buffer, position: number, end: number) => string

/** Writes the column at `from` to `to` of `row`, which begins at `start` of the buffer. */
type WriteColumn = (row: string, from: number, to: number, buffer: Buffer, start: number) => string

/** Makes the writer of a statement's rows, one expression per statement like `rowReader`. */
export function rowWriter(fields: readonly Field[]): RowText {
  const columns = fields.map(
    (_, index) => `
    length = buffer.readInt32BE(start + at); at += 4
    let column${index} = 'null'
    if (length !== -1) { column${index} = write${index}(row, at, at + length, buffer, start); at += length }`,
  )
  const members = lastOfEachName(fields).map(
    ([name, index], place) => `${JSON.stringify(`${place === 0 ? '' : ','}${JSON.stringify(name)}:`)} + column${index}`,
  )
  const make = new Function(
    ...fields.map((_, index) => `write${index}`),
    `return function writeRow(buffer, start, end) {
    const row = buffer.toString('latin1', start, end)
    let at = 0
    let length = 0${columns.join('')}
    return ${['"{"', ...members, '"}"'].join(' + ')}
  }`,
  ) as (...writers: WriteColumn[]) => RowText
  return make(...fields.map(({ type }) => columnWriter(type)))
}

/** Bytes that stand in JSON as something else, or in more than one byte of UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const unsafe = /[\x00-\x1f"\\\x80-\xff]/
const beyondAscii = /[\x80-\xff]/
/** The longest integer that is never beyond 2^53. */
const safeDigits = 15

const writeQuoted: WriteColumn = (row, from, to) => `"${row.substring(from, to)}"`

const writeText: WriteColumn = (row, from, to, buffer, start) => {
  const text = row.substring(from, to)
  return unsafe.test(text) ? JSON.stringify(buffer.toString('utf8', start + from, start + to)) : `"${text}"`
}

const writeBoolean: WriteColumn = (row, from) => (row.charCodeAt(from) === 0x74 ? 'true' : 'false')

/** JSON as the database wrote it; only what is not ASCII has to be decoded. */
const writeJson: WriteColumn = (row, from, to, buffer, start) => {
  const text = row.substring(from, to)
  return beyondAscii.test(text) ? buffer.toString('utf8', start + from, start + to) : text
}

/** `2026-11-21 09:30:00.12+00` as `2026-11-21T09:30:00.120Z`, like `columnReader` reads it. */
const writeTimestamp: WriteColumn = (row, from, to, buffer, start) => {
  const fraction = to - from - 23
  const isUtc = row.charCodeAt(from + 10) === 32 && row.charCodeAt(to - 3) === 43 && row.endsWith('00', to)
  if (!isUtc || fraction > 3) return writeRead(typeIds.timestamptz)(row, from, to, buffer, start)
  const date = row.substring(from, from + 10)
  const time = row.substring(from + 11, to - 3)
  return `"${date}T${time}${fraction < 0 ? '.000' : zeros[fraction]!}Z"`
}

/** What is missing to three decimals, by how many there are. */
const zeros = ['', '00', '0', '']

/** Integers as they stand; one that may be beyond 2^53 is read, and refused if it is. */
const writeInteger: WriteColumn = (row, from, to, buffer, start) =>
  to - from <= safeDigits ? row.substring(from, to) : writeRead(typeIds.int8)(row, from, to, buffer, start)

/** Lists of plain words, which are most. */
const plainList = /^\{[A-Za-z0-9 _.:-]+(?:,[A-Za-z0-9 _.:-]+)*\}$/

const writeTextList: WriteColumn = (row, from, to, buffer, start) => {
  if (to - from === 2) return '[]'
  const text = row.substring(from, to)
  if (!plainList.test(text) || text.includes('NULL')) return writeRead(textList)(row, from, to, buffer, start)
  return `["${text.slice(1, -1).replaceAll(',', '","')}"]`
}
const textList = 1009

const readThenWrite = new Map<number, WriteColumn>()

/** The long way: the value as it would be read, and JSON made of it. */
function writeRead(type: number): WriteColumn {
  let write = readThenWrite.get(type)
  if (!write) {
    const read = columnReader(type)
    write = (_row, from, to, buffer, start) => JSON.stringify(read(buffer, start + from, start + to))
    readThenWrite.set(type, write)
  }
  return write
}

const writers = new Map<number, WriteColumn>([
  [typeIds.bool, writeBoolean],
  [typeIds.int2, writeInteger],
  [typeIds.int4, writeInteger],
  [typeIds.int8, writeInteger],
  [typeIds.oid, writeInteger],
  [typeIds.json, writeJson],
  [typeIds.jsonb, writeJson],
  [typeIds.timestamptz, writeTimestamp],
  [typeIds.date, writeQuoted],
  [typeIds.numeric, writeQuoted],
  [typeIds.uuid, writeQuoted],
  [typeIds.float4, writeRead(typeIds.float4)],
  [typeIds.float8, writeRead(typeIds.float8)],
  [typeIds.bytea, writeRead(typeIds.bytea)],
  [textList, writeTextList],
])

function columnWriter(type: number): WriteColumn {
  return writers.get(type) ?? (arrayElements.has(type) ? writeRead(type) : writeText)
}
