import type { Scope } from '@stoa/tenancy'
import { CategoryNotDeleted } from './refusals.ts'
import { deleteCategoryProducts, lockTree, removeCategory } from './store.ts'

/** Removes a deleted category for good; its products are no longer in it. One with others below it stays, deleted ones too. */
export async function purgeCategory(scope: Scope, id: string): Promise<void> {
  const tree = await scope.all(lockTree, {})
  if (!tree.some((node) => node.id === id && node.is_deleted)) throw CategoryNotDeleted()
  scope.write(deleteCategoryProducts, { category_id: id })
  scope.write(removeCategory, { id })
}
