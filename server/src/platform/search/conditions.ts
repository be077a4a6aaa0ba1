import { type RawBuilder, sql } from 'kysely'
import { lastLetter, type Term } from './terms.ts'
import { tenantWords, type WordTable } from './word-table.ts'

/** What terms ask of a row, as arguments: for each term the ranges of words of which the row says one. */
export interface TermArgs {
  term_no: readonly number[]
  term_from: readonly string[]
  term_to: readonly string[]
  term_count: number
}

export function termArgs(terms: readonly Term[]): TermArgs {
  const ranges = terms.flatMap(({ asked, isCorrected, words }, no) =>
    isCorrected
      ? words.map(({ word }) => ({ no, from: word, to: word }))
      : [{ no, from: asked, to: asked + lastLetter }],
  )
  return {
    term_no: ranges.map(({ no }) => no),
    term_from: ranges.map(({ from }) => from),
    term_to: ranges.map(({ to }) => to),
    term_count: terms.length,
  }
}

/** Whether a row says a word of every term; as many as there are, in one text of SQL. */
export function saysAll({ of }: WordTable, args: TermArgs): RawBuilder<boolean> {
  return sql<boolean>`(
    select count(distinct term.no) from unnest(${args.term_no}::int[], ${args.term_from}::text[], ${args.term_to}::text[])
      as term (no, word_from, word_to)
    where exists (
      select from unnest(${sql.ref(`${of}.words`)}) as said (word)
      where said.word between term.word_from and term.word_to
    )
  ) = ${args.term_count}`
}

/** Whether a row is among those that say one of these words: to begin with where they are few. */
export function saysAny(table: WordTable, words: readonly string[]): RawBuilder<boolean> {
  const said = tenantWords(table, 'said')
  return sql<boolean>`${sql.ref(`${table.of}.id`)} = any (array(
    select ${sql.ref(`said.${table.row}`)} from ${said.from} where ${said.where} and said.word = any (${words}::text[])
  ))`
}
