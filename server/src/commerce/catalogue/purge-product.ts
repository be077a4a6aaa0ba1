import type { Scope } from '@stoa/tenancy'
import { deleteProductCategories } from '../categories/store.ts'
import { deleteImages } from './images/store.ts'
import { ProductNotDeleted } from './refusals.ts'
import { forgetProductWords, freeSkus, lockProduct, removeProduct } from './store.ts'
import { deleteOptions, deleteVariants } from './variants/store.ts'

/** Removes a deleted product for good, with what is its own alone. One that was ever ordered stays. */
export async function purgeProduct(scope: Scope, id: string): Promise<void> {
  if (!(await scope.first(lockProduct, { id }, { isDeleted: true }))) throw ProductNotDeleted()
  const own = { product_id: id }
  scope.write(deleteProductCategories, own)
  scope.write(deleteImages, own)
  scope.write(deleteOptions, own)
  scope.write(deleteVariants, own)
  scope.write(freeSkus, { id })
  scope.write(forgetProductWords, { id })
  scope.write(removeProduct, { id })
}
