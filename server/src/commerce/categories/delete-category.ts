import type { Scope } from '@stoa/tenancy'
import { changedRow, requireVersion } from '#platform/contract'
import { CategoryHasChildren, CategoryNotFound } from './refusals.ts'
import { findChild, lockTree, setCategoryDeletion } from './store.ts'

/** Takes a category out of sight and frees its slug; its products stay, and are in it again when it is restored. */
export async function deleteCategory(scope: Scope, id: string, expectedVersion?: number): Promise<void> {
  const tree = await scope.all(lockTree, {})
  const category = tree.find((node) => node.id === id && !node.is_deleted)
  if (!category) throw CategoryNotFound()
  requireVersion(category, expectedVersion)
  // Asked once the tree is held: a child made while this waited for it is not among the rows that were waited for.
  if (await scope.first(findChild, { parent_id: id })) throw CategoryHasChildren()
  const deletion = { deleted_at: scope.now, deleted_by: scope.actor.id ?? null }
  scope.write(setCategoryDeletion, { ...category, ...changedRow(scope, category), ...deletion })
}
