import type { Scope } from '@stoa/tenancy'
import type { Product } from './product.ts'
import { claimSkus, freeSkus } from './store.ts'
import { findVariants } from './variants/store.ts'

/** Makes the SKUs of a product and of its variants the ones in use. The caller holds the product's row. */
export async function replaceSkus(
  scope: Scope,
  product: Pick<Product, 'id' | 'sku'>,
  variants?: readonly { sku: string | null }[],
): Promise<void> {
  const { id } = product
  const sold = variants ?? (await scope.all(findVariants, { product_id: id }))
  const skus = [product, ...sold].flatMap(({ sku }) => (sku === null ? [] : [sku]))
  scope.write(freeSkus, { id })
  if (skus.length > 0) scope.write(claimSkus, { id, skus: skus.sort() })
}
