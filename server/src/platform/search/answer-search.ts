import { createHash } from 'node:crypto'
import type { Work } from '@stoa/tenancy'
import { Type } from 'typebox'
import { answerList, InvalidCursor, type List } from '#platform/contract'
import { termArgs } from './conditions.ts'
import { mostCounted, type Ranked, type RankedArgs } from './ranked.ts'
import { type Decided, findTerms, type Lookups, leadingTerm, rowsOf, type Term } from './terms.ts'
import { wordsIn } from './words.ts'

/** Words of a query that count; those beyond only would narrow it further. */
const mostTerms = 8

/**
 * Rows of a word that are counted to find out which of several is the rarest. To begin with a common word because both
 * seemed equal reads nearly all of its rows: 0.9 s of a million, where counting costs 0.1 µs a row.
 */
const mostWeighed = 5_000

/** Fewer rows than this are put in another order after they were all found. */
const fewRows = 1_000

export const SearchQuery = Type.Optional(
  Type.String({
    maxLength: 200,
    description:
      'Words to search for, in any order and any case, with or without accents: a result says them all, or words that ' +
      'begin so; a word that nothing begins with may have one typing error. Without `sort` the best results come first, ' +
      `and the total counts up to ${mostCounted}.`,
    examples: ['linen shirt'],
  }),
)

/** A list that can be searched: by rank, and in its own orders. */
export interface Searchable<Row> {
  readonly list: List<Row>
  readonly ranked: Ranked<Row>
  readonly lookups: Lookups
}

interface Query {
  q?: string
  skip?: number
  limit?: number
  cursor?: string
  sort?: string
  total?: boolean
  [filter: string]: unknown
}

/** Answers a list request that may search (`q`). */
export async function answerSearch<Row extends { id: string }>(work: Work, searched: Searchable<Row>, query: Query) {
  if (!query.q) return answerList(work, searched.list, query)
  const asked = wordsIn(query.q).slice(0, mostTerms)
  if (query.sort !== undefined) return answerSorted(work, searched, query, asked)
  const limit = query.limit ?? 50
  const skip = query.cursor ? 0 : (query.skip ?? 0)
  const place = { name: searched.ranked.name, asked }
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor, place)
  const terms = await findTerms(work, searched.lookups, asked, {
    counted: asked.length > 1 ? mostWeighed : 1,
    decided: cursor?.decided,
  })
  if (isHopeless(terms)) return { results: [], paging: { skip, limit, ...(query.total !== false && { total: 0 }) } }
  const leading = cursor?.decided.leading ?? leadingTerm(terms)
  const { args, shape } = rankedBy(terms, leading)
  const filters = searched.ranked.filters.filter((name) => query[name] !== undefined)
  const page = { ...query, ...args, limit: limit + 1, skip, after_rank: cursor?.rank, after_id: cursor?.id }
  const [rows, counted] = await Promise.all([
    work.all(searched.ranked.rows, page, { ...shape, filters, hasCursor: cursor !== undefined }),
    query.total === false
      ? undefined
      : work.first(searched.ranked.total, page, { ...shape, filters, hasCursor: false }),
  ])
  const hasMore = rows.length > limit
  if (hasMore) rows.length = limit
  const last = hasMore ? rows.at(-1) : undefined
  const decided = { corrected: correctedOf(terms), leading, lastWord: args.lead_words.at(-1)! }
  return {
    results: rows.map(({ rank: _, ...row }) => row as unknown as Row),
    paging: {
      skip,
      limit,
      ...(counted && { total: counted.total }),
      ...(last && { next_cursor: writeCursor(place, { decided, rank: last.rank, id: last.id }) }),
    },
  }
}

/** What is found, in an order of the list's. */
async function answerSorted<Row extends { id: string }>(
  work: Work,
  { list, lookups }: Searchable<Row>,
  query: Query,
  asked: readonly string[],
) {
  const terms = await findTerms(work, lookups, asked, { counted: fewRows })
  const lead = terms[leadingTerm(terms)]
  const areFew = isHopeless(terms) || (lead!.isWhole && rowsOf(lead!) < fewRows)
  const words = {
    ...termArgs(terms),
    found: true,
    few: areFew ? (lead?.words ?? []).map(({ word }) => word) : undefined,
  }
  return answerList(work, list, { ...query, ...words })
}

/** Nothing says them all; a query without any word says nothing that could be found. */
function isHopeless(terms: readonly Term[]): boolean {
  return terms.length === 0 || terms.some(({ words }) => words.length === 0)
}

function correctedOf(terms: readonly Term[]): number[] {
  return terms.flatMap(({ isCorrected }, no) => (isCorrected ? [no] : []))
}

function rankedBy(terms: readonly Term[], leading: number) {
  const lead = terms[leading]!
  const nearness = (word: string) => (lead.isCorrected ? 0 : word === lead.asked ? 2 : 1)
  const args: Pick<RankedArgs, 'lead_words' | 'lead_nearness'> & ReturnType<typeof termArgs> = {
    ...termArgs(terms.filter((_, no) => no !== leading)),
    lead_words: lead.words.map(({ word }) => word),
    lead_nearness: lead.words.map(({ word }) => nearness(word)),
  }
  return { args, shape: { hasOthers: terms.length > 1, hasSeveral: lead.words.length > 1 } }
}

/** What a cursor is bound to: the search, and the words asked for. */
interface CursorPlace {
  name: string
  asked: readonly string[]
}

/** The last row shown, and what was decided about the words, so that the next page goes on in the same order. */
interface Cursor {
  decided: Decided
  rank: number
  id: string
}

function writeCursor(place: CursorPlace, { decided: { corrected, leading, lastWord }, rank, id }: Cursor): string {
  return Buffer.from(JSON.stringify([seal(place), corrected, leading, lastWord, rank, id])).toString('base64url')
}

function seal({ name, asked }: CursorPlace): string {
  return createHash('sha256')
    .update(`${name} ${asked.join(' ')}`)
    .digest('base64url')
    .slice(0, 12)
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function readCursor(text: string, place: CursorPlace): Cursor {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw InvalidCursor()
  }
  if (!Array.isArray(parts) || parts.length !== 6 || parts[0] !== seal(place)) throw InvalidCursor()
  const [, corrected, leading, lastWord, rank, id] = parts
  const isTerm = (no: unknown) => Number.isInteger(no) && place.asked[no as number] !== undefined
  if (!Array.isArray(corrected) || ![...corrected, leading].every(isTerm)) throw InvalidCursor()
  if (typeof lastWord !== 'string' || lastWord.includes('\0')) throw InvalidCursor()
  if (!Number.isInteger(rank) || Math.abs(rank) > 100 || typeof id !== 'string' || !uuidPattern.test(id))
    throw InvalidCursor()
  return { decided: { corrected, leading, lastWord }, rank, id }
}
