import { Type } from 'typebox'
import { answerList, Id, InvalidCursor, listOf, listQuery, memberRoute, tenantRoute } from '#platform/contract'
import { ProductNotFound } from '../catalogue/refusals.ts'
import { NoSellerProfile } from '../sellers/refusals.ts'
import { categoriseProduct, getProductCategories } from './categorise-product.ts'
import { Category, CategoryPatch, NewCategory } from './category.ts'
import { createCategory } from './create-category.ts'
import { deleteCategory } from './delete-category.ts'
import { getCategory } from './get-category.ts'
import { purgeCategory } from './purge-category.ts'
import {
  CategoryAboveItself,
  CategoryHasChildren,
  CategoryInUse,
  CategoryNotDeleted,
  CategoryNotFound,
  CategorySlugTaken,
  CategoryTooDeep,
  CategoryUnknown,
  ParentUnknown,
} from './refusals.ts'
import { restoreCategory } from './restore-category.ts'
import { categoryList } from './store.ts'
import { updateCategory } from './update-category.ts'

const tag = 'Catalogue'
const params = Type.Object({ id: Id })

const ProductCategories = Type.Object(
  { category_ids: Type.Array(Id, { maxItems: 50, uniqueItems: true }) },
  { additionalProperties: false, examples: [{ category_ids: [] }] },
)

export const categoryRoutes = [
  tenantRoute({
    operation: 'categories.list',
    method: 'GET',
    path: '/categories',
    tag,
    summary: 'List categories',
    description: 'All of them, those directly below one (`parent_id`), or those at the top (`is_top=true`).',
    query: listQuery(categoryList, {
      parent_id: Type.Optional(Id),
      slug: Type.Optional(Category.properties.slug),
      is_top: Type.Optional(Type.Boolean()),
    }),
    answer: listOf(Category),
    refuses: [InvalidCursor],
    handle: ({ scope, query }) => answerList(scope, categoryList, query),
  }),
  tenantRoute({
    operation: 'categories.get',
    method: 'GET',
    path: '/categories/:id',
    tag,
    summary: 'Get a category',
    params,
    answer: Category,
    refuses: [CategoryNotFound],
    handle: ({ scope, params }) => getCategory(scope, params.id),
  }),
  tenantRoute({
    operation: 'categories.create',
    method: 'POST',
    path: '/categories',
    tag,
    summary: 'Create a category',
    body: NewCategory,
    status: 201,
    answer: Category,
    location: (category: Category) => `/categories/${category.id}`,
    refuses: [CategorySlugTaken, ParentUnknown, CategoryTooDeep],
    handle: ({ scope, body }) => createCategory(scope, body),
  }),
  tenantRoute({
    operation: 'categories.update',
    method: 'PATCH',
    path: '/categories/:id',
    tag,
    summary: 'Change a category',
    description: 'JSON merge patch. Under another parent it moves with everything below it.',
    params,
    body: CategoryPatch,
    answer: Category,
    versioned: true,
    refuses: [CategoryNotFound, CategorySlugTaken, ParentUnknown, CategoryAboveItself, CategoryTooDeep],
    handle: ({ scope, params, body, expectedVersion }) => updateCategory(scope, params.id, body, expectedVersion),
  }),
  tenantRoute({
    operation: 'categories.delete',
    method: 'DELETE',
    path: '/categories/:id',
    tag,
    summary: 'Delete a category',
    description: 'Only one that has no categories below it. Its products stay, and it can be restored.',
    params,
    status: 204,
    versioned: true,
    refuses: [CategoryNotFound, CategoryHasChildren],
    handle: ({ scope, params, expectedVersion }) => deleteCategory(scope, params.id, expectedVersion),
  }),
  tenantRoute({
    operation: 'categories.restore',
    method: 'DELETE',
    path: '/categories/:id/deletion',
    tag,
    summary: 'Restore a deleted category',
    params,
    answer: Category,
    refuses: [CategoryNotDeleted, CategorySlugTaken, ParentUnknown],
    handle: ({ scope, params }) => restoreCategory(scope, params.id),
  }),
  memberRoute({
    operation: 'categories.purge',
    method: 'PUT',
    path: '/categories/:id/purge',
    tag,
    summary: 'Purge a deleted category',
    description: 'It goes for good, and its products are no longer in it. First go those below it, deleted ones too.',
    params,
    status: 204,
    isForImpersonators: false,
    refuses: [CategoryNotDeleted, CategoryInUse],
    handle: ({ scope, params }) => purgeCategory(scope, params.id),
  }),
  tenantRoute({
    operation: 'products.get_categories',
    method: 'GET',
    path: '/products/:id/categories',
    tag,
    summary: 'Get the categories of a product',
    params,
    answer: ProductCategories,
    refuses: [ProductNotFound],
    handle: ({ scope, params }) => getProductCategories(scope, params.id),
  }),
  tenantRoute({
    operation: 'products.replace_categories',
    method: 'PUT',
    path: '/products/:id/categories',
    tag,
    summary: 'Replace the categories of a product',
    description: '`If-Match` takes the ETag of the product, which is another version afterwards.',
    params,
    body: ProductCategories,
    answer: ProductCategories,
    versioned: true,
    refuses: [ProductNotFound, CategoryUnknown, NoSellerProfile],
    handle: ({ scope, params, body, expectedVersion }) => categoriseProduct(scope, params.id, body, expectedVersion),
  }),
]
