import { defineList } from '#platform/contract'
import { columnsOf, statement } from '#platform/database'
import { StorefrontProduct } from './storefront-product.ts'

const columns = columnsOf(StorefrontProduct)

export const storefrontProductList = defineList(
  statement,
  'storefront.list_products',
  { sorts: ['created_at', 'title'], filters: ['seller_id', 'type'] },
  (db, filter, has) => {
    let products = db.selectFrom('products').where('status', '=', 'active').where('deleted_at', 'is', null)
    if (has('seller_id')) products = products.where('seller_id', '=', filter.seller_id)
    if (has('type')) products = products.where('type', '=', filter.type)
    return products
  },
  (products) => products.select(columns).$castTo<StorefrontProduct>(),
)

export const findStorefrontProduct = statement('storefront.find_product', (db, p: { id: string }) =>
  db
    .selectFrom('products')
    .select(columns)
    .$castTo<StorefrontProduct>()
    .where('id', '=', p.id)
    .where('status', '=', 'active')
    .where('deleted_at', 'is', null),
)
