import { defineList } from '#platform/contract'
import { assign, columnsOf, statement } from '#platform/database'
import { Product, ProductFields } from './product.ts'
import { CompareAtTooLow, SellerUnknown, SkuTaken } from './refusals.ts'

const columns = columnsOf(Product)
const refuses = {
  products_sku_key: SkuTaken,
  products_seller_id_fkey: SellerUnknown,
  products_compare_at_above_price: CompareAtTooLow,
}

export const productList = defineList(
  statement,
  'products.list',
  { sorts: ['created_at', 'title'], filters: ['seller_id', 'status', 'type'] },
  (db, filter, has) => {
    let products = db.selectFrom('products').where('deleted_at', 'is', null)
    if (has('seller_id')) products = products.where('seller_id', '=', filter.seller_id)
    if (has('status')) products = products.where('status', '=', filter.status)
    if (has('type')) products = products.where('type', '=', filter.type)
    return products
  },
  (products) => products.select(columns).$castTo<Product>(),
)

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

export const insertProduct = statement(
  'products.insert',
  (db, p: Product) => db.insertInto('products').values(assign(columns, p)),
  { refuses },
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
