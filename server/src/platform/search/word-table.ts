import { tenantPlaceholder } from '@stoa/tenancy'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { RowWords } from './words.ts'

/**
 * A table of words (`tenant_id`, the row's id, `word`, `weight`; its key is `tenant_id, word, weight` and the id) beside the
 * table whose rows are found by them, which keeps each row's words in a column `words`.
 */
export interface WordTable {
  readonly table: string
  /** Its column with the row's id. */
  readonly row: string
  /** The table whose rows are found. */
  readonly of: string
}

/** The words of one row as arguments of a statement. */
export interface WordArgs {
  id: string
  main_words: readonly string[]
  other_words: readonly string[]
}

export function wordArgs({ main, other }: RowWords): Omit<WordArgs, 'id'> {
  return { main_words: main, other_words: other }
}

// biome-ignore lint/suspicious/noExplicitAny: the table of words is data, declared by the room that owns it
type AnyTables = Kysely<any>

/** The value of the row's own column `words`. */
export function wordsColumn({ main_words, other_words }: WordArgs): RawBuilder<string[]> {
  return sql`${main_words}::text[] || ${other_words}::text[]`
}

/** The insert of a row's words: a part (`with`) of the statement that writes the row. */
export function insertWords(db: AnyTables, { table, row }: WordTable, args: WordArgs) {
  const words = sql<{ word: string; weight: number }>`(
    select unnest(${args.main_words}::text[]) as word, 2::smallint as weight
    union all select unnest(${args.other_words}::text[]), 1::smallint
  )`
  return db
    .insertInto(table)
    .columns([row, 'word', 'weight'])
    .expression(
      db.selectFrom(words.as('said')).select([sql<string>`${args.id}::uuid`.as(row), 'said.word', 'said.weight']),
    )
}

/** Takes away the words that the row says by its own column, which is changed only afterwards. */
export function deleteWords(db: AnyTables, { table, row, of }: WordTable, args: { id: string }) {
  const said = db.selectFrom(of).select(sql`unnest(words)`.as('word')).where('id', '=', args.id)
  return db
    .deleteFrom(table)
    .where(row, '=', args.id)
    .where('word', '=', sql`any (array(${said}))`)
    .where('weight', 'in', sql<number>`(1::smallint, 2::smallint)`)
}

/** The words of the tenant's rows, for raw SQL: `from <from> where <where>`. */
export function tenantWords(
  { table }: WordTable,
  alias: string,
): { from: RawBuilder<unknown>; where: RawBuilder<boolean> } {
  const column = sql.ref(`${alias}.tenant_id`)
  return {
    from: sql`${sql.raw(`:"schema"."${table}"`)} as ${sql.ref(alias)}`,
    where: sql<boolean>`${column} = ${tenantPlaceholder}`,
  }
}
