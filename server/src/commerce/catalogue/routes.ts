import { Type } from 'typebox'
import { Id, InvalidCursor, listOf, listQuery, memberRoute, oneOf, tenantRoute } from '#platform/contract'
import { answerSearch, SearchQuery } from '#platform/search'
import { NoSellerProfile } from '../sellers/refusals.ts'
import { createProduct } from './create-product.ts'
import { deleteProduct } from './delete-product.ts'
import { getProduct } from './get-product.ts'
import { channels, NewProduct, Product, ProductPatch, productStatuses, productTypes } from './product.ts'
import { purgeProduct } from './purge-product.ts'
import {
  CompareAtTooLow,
  ProductInUse,
  ProductNotDeleted,
  ProductNotFound,
  SellerUnknown,
  SkuTaken,
  StockPerVariant,
} from './refusals.ts'
import { restoreProduct } from './restore-product.ts'
import { productList, productSearch } from './store.ts'
import { updateProduct } from './update-product.ts'

const tag = 'Catalogue'
const params = Type.Object({ id: Id })

export const catalogueRoutes = [
  tenantRoute({
    operation: 'products.list',
    method: 'GET',
    path: '/products',
    tag,
    summary: 'List and search products',
    query: listQuery(productList, {
      q: SearchQuery,
      seller_id: Type.Optional(Id),
      status: Type.Optional(oneOf(productStatuses)),
      type: Type.Optional(oneOf(productTypes)),
      tag: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
      channel: Type.Optional(oneOf(channels)),
      category_id: Type.Optional({ ...Id, description: 'In this very category.' }),
      category_tree_id: Type.Optional({ ...Id, description: 'In this category or anywhere below it.' }),
    }),
    answer: listOf(Product),
    refuses: [InvalidCursor],
    handle: ({ scope, query }) => answerSearch(scope, productSearch, query),
  }),
  tenantRoute({
    operation: 'products.get',
    method: 'GET',
    path: '/products/:id',
    tag,
    summary: 'Get a product',
    params,
    answer: Product,
    refuses: [ProductNotFound],
    handle: ({ scope, params }) => getProduct(scope, params.id),
  }),
  tenantRoute({
    operation: 'products.create',
    method: 'POST',
    path: '/products',
    tag,
    summary: 'Create a product',
    body: NewProduct,
    status: 201,
    answer: Product,
    location: (product: Product) => `/products/${product.id}`,
    refuses: [SkuTaken, CompareAtTooLow, SellerUnknown, NoSellerProfile],
    handle: ({ scope, body }) => createProduct(scope, body),
  }),
  tenantRoute({
    operation: 'products.update',
    method: 'PATCH',
    path: '/products/:id',
    tag,
    summary: 'Change a product',
    description: 'JSON merge patch. Users of role `seller` change the products of their own seller only.',
    params,
    body: ProductPatch,
    answer: Product,
    versioned: true,
    refuses: [ProductNotFound, SkuTaken, CompareAtTooLow, SellerUnknown, StockPerVariant, NoSellerProfile],
    handle: ({ scope, params, body, expectedVersion }) => updateProduct(scope, params.id, body, expectedVersion),
  }),
  tenantRoute({
    operation: 'products.delete',
    method: 'DELETE',
    path: '/products/:id',
    tag,
    summary: 'Delete a product',
    description: 'Its SKUs become free, orders keep what they sold, and it can be restored.',
    params,
    status: 204,
    versioned: true,
    refuses: [ProductNotFound, NoSellerProfile],
    handle: ({ scope, params, expectedVersion }) => deleteProduct(scope, params.id, expectedVersion),
  }),
  tenantRoute({
    operation: 'products.restore',
    method: 'DELETE',
    path: '/products/:id/deletion',
    tag,
    summary: 'Restore a deleted product',
    params,
    answer: Product,
    refuses: [ProductNotDeleted, SkuTaken, NoSellerProfile],
    handle: ({ scope, params }) => restoreProduct(scope, params.id),
  }),
  memberRoute({
    operation: 'products.purge',
    method: 'PUT',
    path: '/products/:id/purge',
    tag,
    summary: 'Purge a deleted product',
    description:
      'It goes for good, with its variants, images and places in categories. What was ordered once cannot be purged.',
    params,
    status: 204,
    isForImpersonators: false,
    refuses: [ProductNotDeleted, ProductInUse],
    handle: ({ scope, params }) => purgeProduct(scope, params.id),
  }),
]
