import type { Scope } from '@stoa/tenancy'
import { changedRow, requireVersion } from '#platform/contract'
import { lockOwnProduct } from './lock-own-product.ts'
import { ProductNotFound } from './refusals.ts'
import { freeSkus, setProductDeletion } from './store.ts'

/** Takes the product out of sight and frees its SKUs; orders keep what they sold, and it can be restored. */
export async function deleteProduct(scope: Scope, id: string, expectedVersion?: number): Promise<void> {
  const product = await lockOwnProduct(scope, id, { isDeleted: false })
  if (!product) throw ProductNotFound()
  requireVersion(product, expectedVersion)
  const deletion = { deleted_at: scope.now, deleted_by: scope.actor.id ?? null }
  scope.write(setProductDeletion, { ...product, ...changedRow(scope, product), ...deletion })
  scope.write(freeSkus, { id })
}
