import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'

/** A cell as the file has it: null where nothing stands between two commas, text (also the empty one) otherwise. */
export type Cell = string | null

/** How a value of a product stands in a cell. What cannot be read stays the text it is, for the schema to refuse. */
export interface CellForm {
  read(cell: string): unknown
  write(value: unknown): Cell
}

/** A spreadsheet would take such a text for a formula, or for one that was made harmless. */
const likeFormula = /^'*[=+\-@\t\r\n]/
const harmless = /^'+[=+\-@\t\r\n]/

function defused(text: string): string {
  return likeFormula.test(text) ? `'${text}` : text
}

function asMeant(cell: string): string {
  return harmless.test(cell) ? cell.slice(1) : cell
}

export const textForm: CellForm = { read: asMeant, write: (value) => (value === null ? null : defused(String(value))) }

export const integerForm: CellForm = {
  read: (cell) => (/^-?(?:0|[1-9]\d{0,15})$/.test(cell) ? Number(cell) : cell),
  write: (value) => (value === null ? null : String(value)),
}

/** Several texts in one cell: a line of CSV of its own. */
export const listForm: CellForm = {
  read(cell) {
    try {
      const lines: unknown[] = parse(asMeant(cell))
      return lines.length > 1 ? cell : (lines[0] ?? [])
    } catch {
      return cell
    }
  },
  write(value) {
    const list = value as readonly string[]
    return list.length === 0 ? null : defused(csvLine(list))
  },
}

export const jsonForm: CellForm = {
  read(cell) {
    try {
      const value: unknown = JSON.parse(cell)
      return isStorable(value, 0) ? value : cell
    } catch {
      return cell
    }
  },
  write: (value) => (Object.keys(value as object).length === 0 ? null : JSON.stringify(value)),
}

const maxDepth = 32

/** What PostgreSQL holds as JSON: no NUL, no lone surrogates, no number beyond double, nothing nested without bound. */
function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (typeof value === 'number')
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
  if (typeof value !== 'object' || value === null) return true
  if (depth === maxDepth || Object.hasOwn(value, '__proto__')) return false
  return Object.entries(value).every(([name, member]) => isStorable(name, depth) && isStorable(member, depth + 1))
}

function csvLine(cells: readonly Cell[]): string {
  return stringify([cells], { ...writing, eof: false })
}

/** RFC 4180; an empty text differs from nothing by its quotes. */
const writing = {
  quoted_match: /[\r\n]|^\s|\s$/,
  cast: { string: (value: string) => (value === '' ? { value, quoted_empty: true } : value) },
} as const

/** Lines of a CSV file. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return rows.length === 0 ? '' : stringify(rows as Cell[][], { ...writing, record_delimiter: '\r\n' })
}
