import { BulkAnswer, BulkQuery, tenantRoute } from '#platform/contract'
import { NoSellerProfile } from '../../sellers/refusals.ts'
import { SkuTaken } from '../refusals.ts'
import { NewProducts, ProductChanges, wantedOf } from './bulk-rows.ts'
import { changeProducts } from './change-products.ts'
import { createProducts } from './create-products.ts'

const tag = 'Catalogue'

export const bulkRoutes = [
  tenantRoute({
    operation: 'products.create_many',
    method: 'POST',
    path: '/products/bulk',
    tag,
    summary: 'Create many products',
    description:
      'Each row ends with the status and code that the call for this product alone would end with. With `?atomic=true` rows ' +
      'that could be done end with 424 `bulk.not_done` when another is refused; a SKU that somebody takes at the very ' +
      'moment refuses an atomic call as a whole.',
    query: BulkQuery,
    body: NewProducts,
    status: 207,
    answer: BulkAnswer,
    refuses: [SkuTaken, NoSellerProfile],
    handle: ({ scope, query, body }) => createProducts(scope, body.products, query.atomic ?? false),
  }),
  tenantRoute({
    operation: 'products.update_many',
    method: 'PATCH',
    path: '/products/bulk',
    tag,
    summary: 'Change many products',
    description:
      'Each row names a product by id or SKU, perhaps the version that was seen, and a JSON merge patch of it. Rows end as ' +
      'the call for this product alone would; `bulk.row_repeated` where an earlier row is about the same product. A SKU ' +
      'that a product has when the call begins is taken, also when another row would free it. Atomic as `POST` is.',
    query: BulkQuery,
    body: ProductChanges,
    status: 207,
    answer: BulkAnswer,
    refuses: [SkuTaken, NoSellerProfile],
    handle: ({ scope, query, body }) => changeProducts(scope, body.products.map(wantedOf), query.atomic ?? false),
  }),
]
