import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import { defineList } from '#platform/contract'
import { assign, columnsOf, statement, type TenantTables } from '#platform/database'
import {
  defineLookups,
  defineRanked,
  deleteWords,
  insertWords,
  type Searchable,
  saysAll,
  saysAny,
  type TermArgs,
  type WordArgs,
  wordsColumn,
} from '#platform/search'
import { insertProductsTogether } from './bulk/store.ts'
import { Product, ProductFields } from './product.ts'
import { productWords } from './product-words.ts'
import { ProductInUse, productRefusals as refuses } from './refusals.ts'

const columns = columnsOf(Product)
const filters = ['seller_id', 'status', 'type', 'tag', 'channel', 'category_id', 'category_tree_id'] as const
/** What a search asks of a list in another order than its own: `found` of every product, `few` to begin with. */
const searchFilters = ['found', 'few'] as const

type Filter = (typeof filters)[number] | (typeof searchFilters)[number]
type Filters = Record<Filter, never>

function listed(db: Kysely<TenantTables>, filter: Filters, has: (name: Filter) => boolean) {
  let products = db.selectFrom('products').where('deleted_at', 'is', null)
  if (has('seller_id')) products = products.where('seller_id', '=', filter.seller_id)
  if (has('status')) products = products.where('status', '=', filter.status)
  if (has('type')) products = products.where('type', '=', filter.type)
  if (has('tag')) products = products.where(sql<boolean>`${filter.tag}::text = any (tags)`)
  if (has('channel')) products = products.where(sql<boolean>`${filter.channel}::text = any (channels)`)
  if (has('category_id')) products = products.where('id', 'in', productsIn(db, filter.category_id))
  if (has('category_tree_id')) products = products.where('id', 'in', productsUnder(db, filter.category_tree_id))
  if (has('few')) products = products.where(saysAny(productWords, filter.few))
  if (has('found')) products = products.where(saysAll(productWords, filter as unknown as TermArgs))
  return products
}

function productsIn(db: Kysely<TenantTables>, category: string) {
  return db.selectFrom('product_categories').select('product_id').where('category_id', '=', category)
}

/** Products of the category and of everything below it. */
function productsUnder(db: Kysely<TenantTables>, category: string) {
  const branch = db
    .selectFrom('categories as branch')
    .select('branch.id')
    .where(sql<boolean>`${category}::uuid = any (branch.path)`)
    .where('branch.deleted_at', 'is', null)
  return db.selectFrom('product_categories').select('product_id').where('category_id', 'in', branch)
}

const shown = <Given>(products: SelectQueryBuilder<TenantTables, 'products', Given>) =>
  products.select(columns).$castTo<Product>()

export const productList = defineList(
  statement,
  'products.list',
  { sorts: ['created_at', 'title'], filters: [...filters, ...searchFilters] },
  listed,
  shown,
)

export const productSearch: Searchable<Product> = {
  list: productList,
  ranked: defineRanked(statement, 'products.search', { words: productWords, filters }, listed, shown),
  lookups: defineLookups(statement, 'products.search', productWords),
}

export const findProduct = statement('products.find', (db, p: { id: string }) =>
  db.selectFrom('products').select(columns).$castTo<Product>().where('id', '=', p.id).where('deleted_at', 'is', null),
)

/** Holds the row until the work ends, so that what is written next rests on what was read. */
export const lockProduct = statement('products.lock', (db, p: { id: string }, shape: { isDeleted: boolean }) =>
  db
    .selectFrom('products')
    .select(columns)
    .$castTo<Product>()
    .where('id', '=', p.id)
    .where('deleted_at', shape.isDeleted ? 'is not' : 'is', null)
    .forNoKeyUpdate(),
)

/** The product, its words and its SKU in one statement: no import can forget the words, and a create stays one insert. */
export const insertProduct = statement(
  'products.insert',
  (db, p: Product & WordArgs, shape: { hasSku: boolean }) => {
    const said = db.with('said', () => insertWords(db, productWords, p))
    const claimed = shape.hasSku
      ? said.with('claimed', () => db.insertInto('skus').values({ sku: p.sku!, product_id: p.id }))
      : said
    return claimed.insertInto('products').values({ ...assign(columns, p), words: wordsColumn(p) })
  },
  { refuses, inCompany: insertProductsTogether },
)

export const replaceProduct = statement(
  'products.replace',
  (db, p: Product) =>
    db
      .updateTable('products')
      .set(assign([...columnsOf(ProductFields), 'version', 'updated_at', 'updated_by'], p))
      .where('id', '=', p.id),
  { refuses },
)

export const setProductDeletion = statement(
  'products.set_deletion',
  (db, p: Product & { deleted_at: string | null; deleted_by: string | null }) =>
    db
      .updateTable('products')
      .set(assign(['deleted_at', 'deleted_by', 'version', 'updated_at', 'updated_by'], p))
      .where('id', '=', p.id),
  { refuses },
)

/** Ends the row itself, once nothing that is the product's own is left. */
export const removeProduct = statement(
  'products.remove',
  (db, p: { id: string }) => db.deleteFrom('products').where('id', '=', p.id),
  { refuses: { order_items_product_id_fkey: ProductInUse } },
)

export const forgetProductWords = statement('products.forget_words', (db, p: { id: string }) =>
  deleteWords(db, productWords, p),
)

export const rememberProductWords = statement('products.remember_words', (db, p: WordArgs) =>
  db
    .with('said', () => insertWords(db, productWords, p))
    .updateTable('products')
    .set({ words: wordsColumn(p) })
    .where('id', '=', p.id),
)

/** Frees every SKU of a product and of its variants. */
export const freeSkus = statement('products.free_skus', (db, p: { id: string }) =>
  db.deleteFrom('skus').where('product_id', '=', p.id),
)

/** Claims SKUs for a product and its variants; one that another has, or that is named twice, refuses the work. */
export const claimSkus = statement(
  'products.claim_skus',
  (db, p: { id: string; skus: readonly string[] }) =>
    db
      .insertInto('skus')
      .columns(['sku', 'product_id'])
      .expression(
        db
          .selectFrom(sql<{ sku: string }>`unnest(${p.skus}::text[])`.as(sql`claimed(sku)`))
          .select(['sku', sql<string>`${p.id}::uuid`.as('product_id')]),
      ),
  { refuses },
)
