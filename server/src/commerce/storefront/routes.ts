import { Type } from 'typebox'
import { answerList, Id, InvalidCursor, listOf, listQuery, oneOf, storefrontRoute } from '#platform/contract'
import { productTypes } from '../catalogue/product.ts'
import { ProductNotFound } from '../catalogue/refusals.ts'
import { getStorefrontProduct } from './get-storefront-product.ts'
import { storefrontProductList } from './store.ts'
import { StorefrontProduct } from './storefront-product.ts'

const tag = 'Storefront'

export const storefrontRoutes = [
  storefrontRoute({
    operation: 'storefront.list_products',
    method: 'GET',
    path: '/storefront/products',
    tag,
    summary: 'List what is for sale',
    query: listQuery(storefrontProductList, {
      seller_id: Type.Optional(Id),
      type: Type.Optional(oneOf(productTypes)),
    }),
    answer: listOf(StorefrontProduct),
    refuses: [InvalidCursor],
    handle: ({ scope, query }) => answerList(scope, storefrontProductList, query),
  }),
  storefrontRoute({
    operation: 'storefront.get_product',
    method: 'GET',
    path: '/storefront/products/:id',
    tag,
    summary: 'Get a product that is for sale',
    params: Type.Object({ id: Id }),
    answer: StorefrontProduct,
    refuses: [ProductNotFound],
    handle: ({ scope, params }) => getStorefrontProduct(scope, params.id),
  }),
]
