import { Type } from 'typebox'
import { Id, tenantRoute } from '#platform/contract'
import { NoSellerProfile } from '../../sellers/refusals.ts'
import { CompareAtTooLow, ProductNotFound, SkuTaken } from '../refusals.ts'
import { getOptions } from './get-options.ts'
import { replaceOptions } from './replace-options.ts'
import { NewOptions, Options } from './variant.ts'

const tag = 'Catalogue'
const params = Type.Object({ id: Id })

export const variantRoutes = [
  tenantRoute({
    operation: 'products.get_options',
    method: 'GET',
    path: '/products/:id/options',
    tag,
    summary: 'Get the options and variants of a product',
    params,
    answer: Options,
    refuses: [ProductNotFound],
    handle: ({ scope, params }) => getOptions(scope, params.id),
  }),
  tenantRoute({
    operation: 'products.replace_options',
    method: 'PUT',
    path: '/products/:id/options',
    tag,
    summary: 'Replace the options and variants of a product',
    description:
      'All of them at once, or none. A variant of the same combination keeps its id; those left out go out of sale. A ' +
      'product with variants takes stock per variant, so its own stock becomes null. SKUs are unique among products and variants. ' +
      '`If-Match` takes the ETag of the product, which is another version afterwards.',
    params,
    body: NewOptions,
    answer: Options,
    versioned: true,
    refuses: [ProductNotFound, SkuTaken, CompareAtTooLow, NoSellerProfile],
    handle: ({ scope, params, body, expectedVersion }) => replaceOptions(scope, params.id, body, expectedVersion),
  }),
]
