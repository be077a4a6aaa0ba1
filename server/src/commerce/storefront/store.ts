import { type Kysely, sql } from 'kysely'
import { defineList } from '#platform/contract'
import { columnsOf, statement, type TenantTables } from '#platform/database'
import { StorefrontProduct } from './storefront-product.ts'

const columns = columnsOf(StorefrontProduct)

/** What buyers may see: on sale, meant for the storefront, and sold by nobody whose profile is deleted. */
function shownProducts(db: Kysely<TenantTables>) {
  return db
    .selectFrom('products')
    .where('status', '=', 'active')
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`'storefront' = any (channels)`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('seller_profiles as seller')
            .select('seller.id')
            .whereRef('seller.id', '=', 'products.seller_id')
            .where('seller.deleted_at', 'is not', null),
        ),
      ),
    )
}

export const storefrontProductList = defineList(
  statement,
  'storefront.list_products',
  { sorts: ['created_at', 'title'], filters: ['seller_id', 'type'] },
  (db, filter, has) => {
    let products = shownProducts(db)
    if (has('seller_id')) products = products.where('seller_id', '=', filter.seller_id)
    if (has('type')) products = products.where('type', '=', filter.type)
    return products
  },
  (products) => products.select(columns).$castTo<StorefrontProduct>(),
)

export const findStorefrontProduct = statement('storefront.find_product', (db, p: { id: string }) =>
  shownProducts(db).select(columns).$castTo<StorefrontProduct>().where('id', '=', p.id),
)
