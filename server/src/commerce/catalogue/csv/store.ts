import { sql } from 'kysely'
import { defineList } from '#platform/contract'
import { assign, columnsOf, statement } from '#platform/database'
import { Product } from '../product.ts'
import { ProductImport } from './product-import.ts'
import type { FileRow } from './read-rows.ts'

const columns = columnsOf(ProductImport)

export const importList = defineList(
  statement,
  'product_imports.list',
  { sorts: ['created_at'], filters: ['status'] },
  (db, filter, has) => {
    const imports = db.selectFrom('product_imports')
    return has('status') ? imports.where('status', '=', filter.status) : imports
  },
  (imports) => imports.select(columns).$castTo<ProductImport>(),
)

export const findImport = statement('product_imports.find', (db, p: { id: string }) =>
  db.selectFrom('product_imports').select(columns).$castTo<ProductImport>().where('id', '=', p.id),
)

export const lockImport = statement('product_imports.lock', (db, p: { id: string }) =>
  db.selectFrom('product_imports').select(columns).$castTo<ProductImport>().where('id', '=', p.id).forNoKeyUpdate(),
)

/** Imports that are to be worked off, the oldest first, and who began them. */
export const findUnfinished = statement('product_imports.find_unfinished', (db) =>
  db
    .selectFrom('product_imports')
    .select(['id', 'created_by'])
    .where(sql<boolean>`status in ('queued', 'running')`)
    .orderBy('created_at')
    .orderBy('id'),
)

/** The import, unless it has ended or somebody else is at it. */
export const lockUnfinished = statement('product_imports.lock_unfinished', (db, p: { id: string }) =>
  db
    .selectFrom('product_imports')
    .select(columns)
    .$castTo<ProductImport>()
    .where('id', '=', p.id)
    .where(sql<boolean>`status in ('queued', 'running')`)
    .forNoKeyUpdate()
    .skipLocked(),
)

export const insertImport = statement('product_imports.insert', (db, p: ProductImport) =>
  db.insertInto('product_imports').values(assign(columns, p)),
)

export const replaceImport = statement('product_imports.replace', (db, p: ProductImport) =>
  db
    .updateTable('product_imports')
    .set(
      assign(
        [
          'status',
          'rows_total',
          'rows_created',
          'rows_updated',
          'rows_failed',
          'row_errors',
          'failure_code',
          'started_at',
          'ended_at',
          'version',
          'updated_at',
          'updated_by',
        ],
        p,
      ),
    )
    .where('id', '=', p.id),
)

/** Rows as JSON text, which is long and made already. */
export const insertChunk = statement(
  'product_imports.insert_chunk',
  (db, p: { import_id: string; position: number; rows: string }) =>
    db
      .insertInto('product_import_chunks')
      .values({ import_id: p.import_id, position: p.position, rows: sql`${p.rows}::text::jsonb` }),
)

export const findFirstChunk = statement('product_imports.find_first_chunk', (db, p: { import_id: string }) =>
  db
    .selectFrom('product_import_chunks')
    .select(['position', 'rows'])
    .$castTo<{ position: number; rows: FileRow[] }>()
    .where('import_id', '=', p.import_id)
    .orderBy('position')
    .limit(1),
)

export const deleteChunk = statement('product_imports.delete_chunk', (db, p: { import_id: string; position: number }) =>
  db.deleteFrom('product_import_chunks').where('import_id', '=', p.import_id).where('position', '=', p.position),
)

export const deleteChunks = statement('product_imports.delete_chunks', (db, p: { import_id: string }) =>
  db.deleteFrom('product_import_chunks').where('import_id', '=', p.import_id),
)

/** Which of the SKUs are products', not variants'. */
export const findProductsBySku = statement('products.find_by_sku', (db, p: { skus: readonly string[] }) =>
  db
    .selectFrom('products')
    .select('sku')
    .where('sku', '=', sql<string>`any(${p.skus})`)
    .where('deleted_at', 'is', null),
)

export const findProductsAfter = statement('products.find_after', (db, p: { after: string; limit: number }) =>
  db
    .selectFrom('products')
    .select(columnsOf(Product))
    .$castTo<Product>()
    .where('id', '>', p.after)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(p.limit),
)
