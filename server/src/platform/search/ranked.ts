import type { Declare, Statement } from '@stoa/tenancy'
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import { saysAll, type TermArgs } from './conditions.ts'
import { tenantWords, type WordTable } from './word-table.ts'

/** Matches counted at most for the total of a search. */
export const mostCounted = 1_000

export interface RankedArgs extends TermArgs {
  /** What the leading term stands for, and how near each word is: 2 the word itself, 1 its beginning, 0 alike. */
  lead_words: readonly string[]
  lead_nearness: readonly number[]
  limit: number
  skip: number
  after_rank: number | undefined
  after_id: string | undefined
}

export interface RankedShape {
  filters: readonly string[]
  hasCursor: boolean
  /** Whether other terms than the leading one must be said as well. */
  hasOthers: boolean
  /** Whether the leading term stands for more than one word, of which a row may say several. */
  hasSeveral: boolean
}

/** The statements of a search whose results come by rank. */
export interface Ranked<Row> {
  readonly name: string
  readonly filters: readonly string[]
  readonly rows: Statement<RankedArgs, Row & { rank: number }, RankedShape>
  readonly total: Statement<RankedArgs, { total: number }, RankedShape>
}

// biome-ignore lint/suspicious/noExplicitAny: columns of the list are data here, checked where the list is declared
type AnyQuery = SelectQueryBuilder<any, any, any>

/**
 * Declares a search by rank. A row's rank is 2 × nearness + weight of the leading word it says best; of equal ranks the
 * newer row (the greater id) comes first. Each word's rows lie in the index in just that order, so a page reads as many
 * entries as it shows and passes over, however many rows there are.
 * @param source, select those of the list, see `defineList`
 */
export function defineRanked<Tables, From extends keyof Tables, Given, Row, Filter extends string>(
  declare: Declare<Tables>,
  name: string,
  { words, filters }: { words: WordTable; filters: readonly Filter[] },
  source: (
    db: Kysely<Tables>,
    filter: Record<Filter, never>,
    has: (name: Filter) => boolean,
  ) => SelectQueryBuilder<Tables, From, Given>,
  select: (query: SelectQueryBuilder<Tables, From, Given>) => SelectQueryBuilder<Tables, From, Row>,
): Ranked<Row> {
  const listed = (db: Kysely<Tables>, args: RankedArgs, shape: RankedShape) =>
    source(db, args as unknown as Record<Filter, never>, (filter) => shape.filters.includes(filter))
  const found = (db: Kysely<Tables>, args: RankedArgs, shape: RankedShape, limit: unknown) =>
    foundRows(words, listed(db, args, shape) as unknown as AnyQuery, args, shape, limit)
  return {
    name,
    filters,
    rows: declare(name, (db, args: RankedArgs, shape: RankedShape) =>
      (select(listed(db, args, shape)) as unknown as AnyQuery)
        .innerJoin(
          found(db, args, shape, sql`${args.limit}::int + ${args.skip}::int`).as('found'),
          'found.row_id',
          'id',
        )
        .select('found.rank')
        .orderBy('found.rank', 'desc')
        .orderBy('id', 'desc')
        .limit(args.limit)
        .offset(args.skip),
    ) as Ranked<Row>['rows'],
    total: declare(`${name}.total`, (db, args: RankedArgs, shape: RankedShape) => {
      const counted = found(db, args, shape, sql.lit(mostCounted)).as('found')
      return (db as unknown as Kysely<never>).selectFrom(counted).select(sql<number>`count(*)::int`.as('total'))
    }),
  }
}

function foundRows(words: WordTable, listed: AnyQuery, args: RankedArgs, shape: RankedShape, limit: unknown) {
  const w = tenantWords(words, 'w')
  const row = sql.ref(`w.${words.row}`)
  const yes = sql<boolean>`true`
  let wanted = listed.clearSelect().select(sql`1`.as('one')).where('id', '=', row)
  if (shape.hasOthers) wanted = wanted.where(saysAll(words, args))
  if (shape.hasSeveral) wanted = wanted.where(isBestSaid(words, args))
  const after = sql`(w.weight, ${row}) < ((${args.after_rank}::int - 2 * lead.nearness)::smallint, ${args.after_id}::uuid)`
  return sql<{ row_id: string; rank: number }>`(
    select said.row_id, 2 * lead.nearness + said.weight as rank
    from unnest(${args.lead_words}::text[], ${args.lead_nearness}::int[]) as lead (word, nearness)
    cross join lateral (
      select ${row} as row_id, w.weight from ${w.from}
      where ${w.where} and w.word = lead.word
        and ${shape.hasCursor ? after : yes}
        and exists (${wanted})
      order by w.weight desc, ${row} desc limit ${limit}
    ) said
    order by rank desc, row_id desc limit ${limit}
  )`
}

/**
 * Invariant: a row that says several of the leading words is found by the best of them alone, and so once: the nearest, and
 * of those equally near the first in its own list, which begins with the words of its name.
 */
function isBestSaid({ of }: WordTable, args: RankedArgs) {
  return sql<boolean>`lead.word = (
    select said.word from unnest(${sql.ref(`${of}.words`)}) with ordinality as said (word, place)
    join unnest(${args.lead_words}::text[], ${args.lead_nearness}::int[]) as near (word, nearness) on near.word = said.word
    order by near.nearness desc, said.place limit 1
  )`
}
