import { type Kysely, type QueryCreator, sql } from 'kysely'
import { columnsOf, statement, type TenantTables } from '#platform/database'
import { Product, ProductFields } from '../product.ts'
import { productRefusals } from '../refusals.ts'
import type { ProductRow } from './product-row.ts'

const columns = columnsOf(Product)

/** What PostgreSQL reads each member of a row as. */
const columnTypes: Readonly<Record<keyof ProductRow, string>> = {
  id: 'uuid',
  seller_id: 'uuid',
  title: 'text',
  description: 'text',
  type: 'text',
  status: 'text',
  price_amount_minor: 'bigint',
  compare_at_amount_minor: 'bigint',
  currency: 'text',
  sku: 'text',
  stock_quantity: 'bigint',
  tags: 'text[]',
  channels: 'text[]',
  seo_title: 'text',
  seo_description: 'text',
  custom_fields: 'jsonb',
  metadata: 'jsonb',
  version: 'bigint',
  created_at: 'timestamptz',
  created_by: 'uuid',
  updated_at: 'timestamptz',
  updated_by: 'uuid',
  main_words: 'text[]',
  other_words: 'text[]',
}

// biome-ignore lint/suspicious/noExplicitAny: rows that are given as JSON are no table of the schema
type AnyTables = Kysely<any>

/** Rows given as one JSON parameter: any number of them is the same statement. */
function given(rows: readonly object[], types: Readonly<Record<string, string>>) {
  const definition = Object.entries(types).map(([name, type]) => `"${name}" ${type}`)
  return sql<Record<string, unknown>>`jsonb_to_recordset(${rows}::jsonb)`.as(sql.raw(`given(${definition.join(', ')})`))
}

export const findSellers = statement('products.find_sellers', (db, p: { ids: readonly string[] }) =>
  db
    .selectFrom('seller_profiles')
    .select('id')
    .where('id', '=', sql<string>`any(${p.ids})`)
    .where('deleted_at', 'is', null),
)

export const findTakenSkus = statement('products.find_taken_skus', (db, p: { skus: readonly string[] }) =>
  db.selectFrom('skus').select('sku').where('sku', '=', sql<string>`any(${p.skus})`),
)

/**
 * The products, their words and their SKUs in one statement. Rows whose SKU is taken are left out.
 * @returns the ids of those inserted
 */
export const insertProducts = statement(
  'products.insert_many',
  (db, p: { rows: readonly ProductRow[] }) =>
    (db as AnyTables)
      .with('given', (db) => db.selectFrom(given(p.rows, columnTypes)).selectAll())
      .with('claimed', (db) =>
        db
          .insertInto('skus')
          .columns(['sku', 'product_id'])
          // In their order, so that no two who claim several wait for each other.
          .expression(db.selectFrom('given').select(['sku', 'id']).where('sku', 'is not', null).orderBy('sku'))
          .onConflict((conflict) => conflict.doNothing())
          .returning('product_id'),
      )
      .with('kept', (db) =>
        db
          .selectFrom('given')
          .selectAll()
          .where((row) =>
            row.or([row('sku', 'is', null), row('id', 'in', row.selectFrom('claimed').select('product_id'))]),
          ),
      )
      .with('said', (db) => insertWordsOf(db, 'kept'))
      .insertInto('products')
      .columns([...columns, 'words'])
      .expression((db) => db.selectFrom('kept').select([...columns, saidWords.as('words')]))
      .returning('id')
      .$castTo<{ id: string }>(),
  { refuses: productRefusals },
)

/** The same for products of several works: a SKU that is taken refuses all. */
export const insertProductsTogether = statement('products.insert_together', (db, p: { rows: readonly ProductRow[] }) =>
  (db as AnyTables)
    .with('given', (db) => db.selectFrom(given(p.rows, columnTypes)).selectAll())
    .with('claimed', (db) =>
      db
        .insertInto('skus')
        .columns(['sku', 'product_id'])
        .expression(db.selectFrom('given').select(['sku', 'id']).where('sku', 'is not', null).orderBy('sku')),
    )
    .with('said', (db) => insertWordsOf(db, 'given'))
    .insertInto('products')
    .columns([...columns, 'words'])
    .expression((db) => db.selectFrom('given').select([...columns, saidWords.as('words')])),
)

/**
 * Holds the products of these ids and SKUs, in the order of their ids. The SKUs are those from before the lock: whoever
 * was waited for may have changed them.
 */
export const lockProducts = statement('products.lock_many', (db, p: Named) =>
  db
    .selectFrom('products')
    .select(columns)
    .$castTo<Product>()
    .where('id', '=', sql<string>`any(array(${named(db, p)}))`)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate(),
)

/** Those that come in variants, with the lowest compare-at amount of variants that have their product's price. */
export const findWithVariants = statement('products.find_with_variants', (db, p: Named) =>
  db
    .selectFrom('product_variants')
    .select((row) => [
      'product_id',
      row.fn
        .min<number | null>('compare_at_amount_minor')
        .filterWhere('price_amount_minor', 'is', null)
        .as('lowest_compare_at_amount_minor'),
    ])
    .where('product_id', '=', sql<string>`any(array(${named(db, p)}))`)
    .where('deleted_at', 'is', null)
    .groupBy('product_id'),
)

interface Named {
  ids: readonly string[]
  skus: readonly string[]
}

function named(db: Kysely<TenantTables>, p: Named) {
  const bySku = db
    .selectFrom('products')
    .select('id')
    .where('sku', '=', sql<string>`any(${p.skus})`)
    .where('deleted_at', 'is', null)
  return db.selectFrom(sql<{ id: string }>`unnest(${p.ids}::uuid[])`.as(sql`asked(id)`)).select('id').unionAll(bySku)
}

/** Claims each SKU for its product. @returns the products that got theirs */
export const claimSkusOfMany = statement(
  'products.claim_skus_of_many',
  (db, p: { rows: readonly { sku: string; product_id: string }[] }) =>
    (db as AnyTables)
      .insertInto('skus')
      .columns(['sku', 'product_id'])
      .expression((db) =>
        db
          .selectFrom(given(p.rows, { sku: 'text', product_id: 'uuid' }))
          .select(['sku', 'product_id'])
          .orderBy('sku'),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('product_id')
      .$castTo<{ product_id: string }>(),
)

export const freeSkusOfMany = statement('products.free_skus_of_many', (db, p: { skus: readonly string[] }) =>
  db.deleteFrom('skus').where('sku', '=', sql<string>`any(${p.skus})`),
)

/** Takes away the words that the products say by their own column, which is changed only afterwards. */
export const forgetWordsOfMany = statement('products.forget_words_of_many', (db, p: { ids: readonly string[] }) =>
  db
    .with('said', (db) =>
      db
        .selectFrom('products')
        .select(['id', sql<string>`unnest(words)`.as('word')])
        .where('id', '=', sql<string>`any(${p.ids})`),
    )
    .deleteFrom('product_words')
    .using('said')
    .whereRef('product_words.product_id', '=', 'said.id')
    .whereRef('product_words.word', '=', 'said.word')
    .where('product_words.weight', 'in', sql<number>`(1::smallint, 2::smallint)`),
)

const changing = [...columnsOf(ProductFields), 'version', 'updated_at', 'updated_by'] as const

/** Writes the products, and the words of those that come with some. The caller holds them. */
export const replaceProducts = statement(
  'products.replace_many',
  (
    db,
    p: { rows: readonly (Product & { main_words: readonly string[] | null; other_words: readonly string[] | null })[] },
  ) =>
    (db as AnyTables)
      .with('given', (db) => db.selectFrom(given(p.rows, columnTypes)).selectAll())
      .with('said', (db) => insertWordsOf(db, 'given'))
      .updateTable('products')
      .from('given')
      .set({
        ...Object.fromEntries(changing.map((column) => [column, sql.ref(`given.${column}`)])),
        words: sql`coalesce(${saidWords}, products.words)`,
      })
      .whereRef('products.id', '=', 'given.id'),
  { refuses: productRefusals },
)

const saidWords = sql<string[]>`main_words || other_words`

// biome-ignore lint/suspicious/noExplicitAny: likewise
function insertWordsOf(db: QueryCreator<any>, rows: string) {
  const words = sql<{ word: string; weight: number }>`(
    select unnest(main_words) as word, 2::smallint as weight union all select unnest(other_words), 1::smallint
  )`
  return db
    .insertInto('product_words')
    .columns(['product_id', 'word', 'weight'])
    .expression(
      db
        .selectFrom(rows)
        .innerJoinLateral(words.as('words'), (join) => join.onTrue())
        .select(['id', 'word', 'weight']),
    )
}
