import type { Scope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import type { Category } from './category.ts'
import { CategoryNotDeleted, ParentUnknown } from './refusals.ts'
import { lockTree, setCategoryDeletion } from './store.ts'

/** Brings a deleted category back where it was, which must still be there, unless another has taken its slug. */
export async function restoreCategory(scope: Scope, id: string): Promise<Category> {
  const tree = await scope.all(lockTree, {})
  const category = tree.find((node) => node.id === id && node.is_deleted)
  if (!category) throw CategoryNotDeleted()
  const isParentGone = tree.some((node) => node.id === category.parent_id && node.is_deleted)
  if (isParentGone) throw ParentUnknown()
  const restored = { ...category, ...changedRow(scope, category) }
  scope.write(setCategoryDeletion, { ...restored, deleted_at: null, deleted_by: null })
  return restored
}
