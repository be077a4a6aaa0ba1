import type { Scope } from '@stoa/tenancy'
import { ProductNotFound } from '../refusals.ts'
import { findProduct } from '../store.ts'
import type { Images } from './image.ts'
import { findImages } from './store.ts'

export async function getImages(scope: Scope, product_id: string): Promise<Images> {
  const [product, images] = await Promise.all([
    scope.first(findProduct, { id: product_id }),
    scope.all(findImages, { product_id }),
  ])
  if (!product) throw ProductNotFound()
  return { images }
}
