import type { Scope } from '@stoa/tenancy'
import { changedRow, requireVersion } from '#platform/contract'
import { CategoryHasChildren, CategoryNotFound } from './refusals.ts'
import { lockTree, setCategoryDeletion } from './store.ts'

/** Takes a category out of sight and frees its slug; its products stay, and are in it again when it is restored. */
export async function deleteCategory(scope: Scope, id: string, expectedVersion?: number): Promise<void> {
  const living = (await scope.all(lockTree, {})).filter(({ is_deleted }) => !is_deleted)
  const category = living.find((node) => node.id === id)
  if (!category) throw CategoryNotFound()
  requireVersion(category, expectedVersion)
  if (living.some(({ parent_id }) => parent_id === id)) throw CategoryHasChildren()
  const deletion = { deleted_at: scope.now, deleted_by: scope.actor.id ?? null }
  scope.write(setCategoryDeletion, { ...category, ...changedRow(scope, category), ...deletion })
}
