import { Type } from 'typebox'
import { answerList, Id, InvalidCursor, listOf, listQuery, oneOf, tenantRoute } from '#platform/contract'
import { beginImport } from './begin-import.ts'
import { cancelImport } from './cancel-import.ts'
import { exportProducts } from './export-products.ts'
import { getImport } from './get-import.ts'
import { importKeys, importStatuses, ProductFile, ProductImport } from './product-import.ts'
import { BadCsv, BadHeader, ImportEnded, ImportNotFound, TooManyRows } from './refusals.ts'
import { importList } from './store.ts'

const tag = 'Catalogue'
const params = Type.Object({ id: Id })

export const csvRoutes = [
  tenantRoute({
    operation: 'products.export',
    method: 'GET',
    path: '/products/export',
    tag,
    summary: 'Export the products as a CSV file',
    description: 'A product that is there throughout is in the file once, as it was when its part was read.',
    answer: ProductFile,
    answers: 'csv',
    refuses: [],
    handle: async ({ scope }) => exportProducts(scope),
  }),
  tenantRoute({
    operation: 'product_imports.create',
    method: 'POST',
    path: '/products/import',
    tag,
    summary: 'Import products from a CSV file',
    description:
      'Up to 25 MiB and 100,000 rows. The rows are kept and worked off afterwards; the import says how far that is. A row ' +
      'whose SKU (or id, with `?by=id`) a product has changes that product, any other row makes one.',
    query: Type.Object({
      by: Type.Optional(oneOf(importKeys)),
    }),
    body: ProductFile,
    takes: 'csv',
    status: 202,
    answer: ProductImport,
    location: (made: ProductImport) => `/product-imports/${made.id}`,
    refuses: [BadCsv, BadHeader, TooManyRows],
    handle: ({ scope, query, body }) => beginImport(scope, body, query.by ?? 'sku'),
  }),
  tenantRoute({
    operation: 'product_imports.list',
    method: 'GET',
    path: '/product-imports',
    tag,
    summary: 'List imports of products',
    query: listQuery(importList, { status: Type.Optional(oneOf(importStatuses)) }),
    answer: listOf(ProductImport),
    refuses: [InvalidCursor],
    handle: ({ scope, query }) => answerList(scope, importList, query),
  }),
  tenantRoute({
    operation: 'product_imports.get',
    method: 'GET',
    path: '/product-imports/:id',
    tag,
    summary: 'Get an import of products',
    params,
    answer: ProductImport,
    refuses: [ImportNotFound],
    handle: ({ scope, params }) => getImport(scope, params.id),
  }),
  tenantRoute({
    operation: 'product_imports.cancel',
    method: 'PUT',
    path: '/product-imports/:id/cancellation',
    tag,
    summary: 'Cancel an import of products',
    description: 'What was done stays done.',
    params,
    answer: ProductImport,
    refuses: [ImportNotFound, ImportEnded],
    handle: ({ scope, params }) => cancelImport(scope, params.id),
  }),
]
