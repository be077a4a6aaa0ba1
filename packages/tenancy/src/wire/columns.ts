import { arrayElements, typeIds } from './types.ts'

/** Reads one column's bytes (text format) into the value that goes out on the wire. */
export type ReadColumn = (buffer: Buffer, start: number, end: number) => unknown

const zero = 48
const minus = 45

function readAscii(buffer: Buffer, start: number, end: number): string {
  return buffer.toString('latin1', start, end)
}

function readText(buffer: Buffer, start: number, end: number): string {
  return buffer.toString('utf8', start, end)
}

function readBoolean(buffer: Buffer, start: number): boolean {
  return buffer[start] === 0x74
}

/** Digits of an int2, int4 or int8; beyond 2^53 it would lose digits, so that is an error and not a number. */
function readInteger(buffer: Buffer, start: number, end: number): number {
  let position = start
  const isNegative = buffer[start] === minus
  if (isNegative) position++
  let value = 0
  while (position < end) value = value * 10 + (buffer[position++]! - zero)
  if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('an integer column holds a value beyond 2^53')
  return isNegative ? -value : value
}

function readFloat(buffer: Buffer, start: number, end: number): number {
  return Number(buffer.toString('latin1', start, end))
}

function readJson(buffer: Buffer, start: number, end: number): unknown {
  return JSON.parse(buffer.toString('utf8', start, end))
}

/**
 * `2026-11-21 09:30:00.12+00` → `2026-11-21T09:30:00.120Z`. The runtime roles run in UTC and ISO date style, so the text
 * only needs its separator, three decimals and the zone letter; no Date object is made.
 */
function readTimestamp(buffer: Buffer, start: number, end: number): string {
  const text = buffer.toString('latin1', start, end)
  const zone = text.length - 3
  if (text.charCodeAt(10) !== 32 || text.slice(zone) !== '+00') return text
  const fraction = zone > 19 ? text.slice(20, zone) : ''
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0')}Z`
}

function readBytes(buffer: Buffer, start: number, end: number): Buffer {
  return Buffer.from(buffer.toString('latin1', start + 2, end), 'hex')
}

function readArray(element: ReadColumn): ReadColumn {
  return (buffer, start, end) => parseArray(buffer.toString('utf8', start, end), element)
}

/** Parses PostgreSQL's array text; nested arrays become nested lists. */
function parseArray(text: string, element: ReadColumn): unknown[] {
  const root: unknown[] = []
  const stack: unknown[][] = []
  let current = root
  let position = 0
  while (position < text.length) {
    const character = text[position]
    if (character === '{') {
      const opened: unknown[] = position === 0 ? root : []
      if (position !== 0) current.push(opened)
      stack.push(opened)
      current = opened
      position++
    } else if (character === '}') {
      stack.pop()
      current = stack.at(-1) ?? root
      position++
    } else if (character === ',') {
      position++
    } else {
      const item = readArrayItem(text, position)
      position = item.next
      if (item.value === null) current.push(null)
      else {
        const bytes = Buffer.from(item.value)
        current.push(element(bytes, 0, bytes.length))
      }
    }
  }
  return root
}

function readArrayItem(text: string, start: number): { value: string | null; next: number } {
  if (text[start] !== '"') {
    let next = start
    while (next < text.length && text[next] !== ',' && text[next] !== '}') next++
    const value = text.slice(start, next)
    return { value: value === 'NULL' ? null : value, next }
  }
  let value = ''
  let next = start + 1
  while (text[next] !== '"') {
    if (text[next] === '\\') next++
    value += text[next++]
  }
  return { value, next: next + 1 }
}

const readers = new Map<number, ReadColumn>([
  [typeIds.bool, readBoolean],
  [typeIds.bytea, readBytes],
  [typeIds.int2, readInteger],
  [typeIds.int4, readInteger],
  [typeIds.int8, readInteger],
  [typeIds.oid, readInteger],
  [typeIds.float4, readFloat],
  [typeIds.float8, readFloat],
  [typeIds.json, readJson],
  [typeIds.jsonb, readJson],
  [typeIds.timestamptz, readTimestamp],
  [typeIds.date, readAscii],
  [typeIds.numeric, readAscii],
  [typeIds.uuid, readAscii],
])

/** The reader for a column type; unknown types stay PostgreSQL's text. */
export function columnReader(type: number): ReadColumn {
  const element = arrayElements.get(type)
  if (element !== undefined) return readArray(columnReader(element))
  return readers.get(type) ?? readText
}
