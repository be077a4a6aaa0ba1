import type { Scope } from '@stoa/tenancy'
import { changedRow, requireVersion } from '#platform/contract'
import { lockOwnProduct } from '../lock-own-product.ts'
import { ProductNotFound } from '../refusals.ts'
import { replaceProduct } from '../store.ts'
import type { Images, NewImages } from './image.ts'
import { deleteImages, insertImages } from './store.ts'

/** Makes these the images of the product, in this order. Nothing is fetched. */
export async function replaceImages(
  scope: Scope,
  product_id: string,
  request: NewImages,
  expectedVersion?: number,
): Promise<Images> {
  const product = await lockOwnProduct(scope, product_id, { isDeleted: false })
  if (!product) throw ProductNotFound()
  requireVersion(product, expectedVersion)
  const images = request.images.map(({ url, alt = null }, index) => ({ position: index + 1, url, alt }))
  scope.write(replaceProduct, { ...product, ...changedRow(scope, product) })
  scope.write(deleteImages, { product_id })
  const rows = { urls: images.map(({ url }) => url), alts: images.map(({ alt }) => alt) }
  if (images.length > 0) scope.write(insertImages, { product_id, ...rows })
  return { images }
}
