import { Type } from 'typebox'
import { Id, tenantRoute } from '#platform/contract'
import { NoSellerProfile } from '../../sellers/refusals.ts'
import { ProductNotFound } from '../refusals.ts'
import { getImages } from './get-images.ts'
import { Images, NewImages } from './image.ts'
import { replaceImages } from './replace-images.ts'

const tag = 'Catalogue'
const params = Type.Object({ id: Id })

export const imageRoutes = [
  tenantRoute({
    operation: 'products.get_images',
    method: 'GET',
    path: '/products/:id/images',
    tag,
    summary: 'Get the images of a product',
    params,
    answer: Images,
    refuses: [ProductNotFound],
    handle: ({ scope, params }) => getImages(scope, params.id),
  }),
  tenantRoute({
    operation: 'products.replace_images',
    method: 'PUT',
    path: '/products/:id/images',
    tag,
    summary: 'Replace the images of a product',
    description:
      'In this order, all at once. Images are kept as addresses (https); the server fetches none. `If-Match` takes the ETag ' +
      'of the product, which is another version afterwards.',
    params,
    body: NewImages,
    answer: Images,
    versioned: true,
    refuses: [ProductNotFound, NoSellerProfile],
    handle: ({ scope, params, body, expectedVersion }) => replaceImages(scope, params.id, body, expectedVersion),
  }),
]
