import type { Declare, Statement, Work } from '@stoa/tenancy'
import { type RawBuilder, sql } from 'kysely'
import { typingErrorsOf } from './typing-errors.ts'
import { tenantWords, type WordTable } from './word-table.ts'

/** Words of the tenant's that a term stands for at most when results are put in order by it. */
const mostWords = 12

/** Sorts after every text that begins with the same letters. */
export const lastLetter = '\u{10FFFF}'

/** A word of a query, and the words of the tenant's that it stands for. */
export interface Term {
  readonly asked: string
  /** Whether nothing begins with it, so that words like it were taken. */
  readonly isCorrected: boolean
  /** In alphabetical order; all of them when `isWhole`. */
  readonly words: readonly FoundWord[]
  readonly isWhole: boolean
}

interface FoundWord {
  readonly word: string
  /** Rows that say it, as far as they were counted. */
  readonly rows: number
}

interface LookArgs {
  nos: readonly number[]
  words: readonly string[]
  ends: readonly string[]
  most: number
  counted: number
}

interface LookShape {
  isCounted: boolean
}

type Look = Statement<LookArgs, FoundWord & { no: number }, LookShape>

/** The two statements that find which words of the tenant's a query means. */
export interface Lookups {
  readonly beginning: Look
  readonly alike: Look
}

// biome-ignore lint/suspicious/noExplicitAny: the statements name their table themselves
export function defineLookups(declare: Declare<any>, name: string, table: WordTable): Lookups {
  const w = tenantWords(table, 'w')
  const first = (condition: RawBuilder<boolean>) =>
    sql`select w.word from ${w.from} where ${w.where} and ${condition} order by w.word limit 1`
  const asked = (args: LookArgs) => sql`unnest(${args.nos}::int[], ${args.words}::text[], ${args.ends}::text[])
    as asked (no, word, word_end)`
  const rows = (args: LookArgs, { isCounted }: LookShape) =>
    isCounted
      ? sql`(
          select count(*)::int
          from (select 1 from ${w.from} where ${w.where} and w.word = found.word limit ${args.counted}) counted
        )`
      : sql`${args.counted}::int`
  return {
    // Jumps from one word to the next, however many rows say it.
    beginning: declare(
      `${name}.beginning`,
      (_db, args: LookArgs, shape: LookShape) => sql<FoundWord & { no: number }>`
      select asked.no, found.word, ${rows(args, shape)} as rows from ${asked(args)} cross join lateral (
        with recursive found as (
          (select next.word, 1 as n from (${first(sql`w.word between asked.word and asked.word_end`)}) next)
          union all
          select (${first(sql`w.word > found.word and w.word <= asked.word_end`)}), found.n + 1
          from found where found.word is not null and found.n < ${args.most}
        )
        select word from found where word is not null
      ) found order by 1, 2`,
    ),
    // Guesses that lead nowhere are passed over in one scan, where each look of its own would judge the binding again.
    alike: declare(
      `${name}.alike`,
      (_db, args: LookArgs, shape: LookShape) => sql<FoundWord & { no: number }>`
      select found.no, found.word, ${rows(args, shape)} as rows from (
        select distinct hit.no, next.word from (
          select asked.no, asked.word, asked.word_end from ${asked(args)} where exists (
            select from ${w.from} where ${w.where} and w.word between asked.word and asked.word_end
          )
        ) hit cross join lateral (${first(sql`w.word between hit.word and hit.word_end`)}) next
      ) found order by 1, 2`,
    ),
  }
}

/** What was decided for an earlier page, and holds for the next. */
export interface Decided {
  /** Which terms were corrected. */
  readonly corrected: readonly number[]
  readonly leading: number
  /** The last word that the leading term stood for. */
  readonly lastWord: string
}

interface FindOptions {
  /** How many rows of each word are counted, to tell rare ones from common ones. */
  counted: number
  decided?: Decided | undefined
}

/** Finds what the words of a query stand for: words that begin so, and where there are none, words that are alike. */
export async function findTerms(
  work: Work,
  lookups: Lookups,
  asked: readonly string[],
  { counted, decided }: FindOptions,
) {
  const begun = asked.map((_, no) => no).filter((no) => !decided?.corrected.includes(no))
  const most = decided ? 4 * mostWords : mostWords + 1
  const beginning = await work.all(
    lookups.beginning,
    {
      nos: begun,
      words: begun.map((no) => asked[no]!),
      ends: begun.map((no) => asked[no]! + lastLetter),
      most,
      counted,
    },
    { isCounted: counted > 1 },
  )
  const missing = asked.map((_, no) => no).filter((no) => !beginning.some((found) => found.no === no))
  const guesses = missing.flatMap((no) => typingErrorsOf(asked[no]!).map((word) => ({ no, word })))
  const alike =
    guesses.length === 0 ? [] : await work.all(lookups.alike, guessing(guesses, counted), { isCounted: counted > 1 })
  return asked.map((word, no): Term => {
    const isCorrected = missing.includes(no)
    const found = (isCorrected ? alike : beginning).filter((line) => line.no === no)
    return {
      asked: word,
      isCorrected,
      words: decided
        ? found.filter((line) => line.word <= decided.lastWord || no !== decided.leading)
        : found.slice(0, mostWords),
      isWhole: found.length <= mostWords,
    }
  })
}

function guessing(guesses: readonly { no: number; word: string }[], counted: number): LookArgs {
  return {
    nos: guesses.map(({ no }) => no),
    words: guesses.map(({ word }) => word),
    ends: guesses.map(({ word }) => word + lastLetter),
    most: 1,
    counted,
  }
}

/** Rows that a term leads to, as far as they were counted. */
export function rowsOf({ words }: Term): number {
  return words.reduce((sum, { rows }) => sum + rows, 0)
}

/** The place of the term to begin with: the one that leads to fewest rows, of those whose words are all known. */
export function leadingTerm(terms: readonly Term[]): number {
  const cost = (term: Term) => rowsOf(term) + (term.isWhole ? 0 : 1e9)
  return terms.reduce((best, term, no) => (cost(term) < cost(terms[best]!) ? no : best), 0)
}
