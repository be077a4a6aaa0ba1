import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow, requireVersion } from '#platform/contract'
import { type Category, CategoryFields, type CategoryPatch, placeOf } from './category.ts'
import { CategoryNotFound } from './refusals.ts'
import { lockCategory, lockTree, moveBranch, replaceCategory } from './store.ts'
import { movedPath } from './tree.ts'

/** Changes a category; under another parent it moves with everything below it. */
export async function updateCategory(
  scope: Scope,
  id: string,
  patch: CategoryPatch,
  expectedVersion?: number,
): Promise<Category> {
  const tree = patch.parent_id === undefined ? undefined : await scope.all(lockTree, {})
  const category = tree
    ? tree.find((node) => node.id === id && !node.is_deleted)
    : await scope.first(lockCategory, { id })
  if (!category) throw CategoryNotFound()
  requireVersion(category, expectedVersion)
  const changed: Category = { ...applyPatch(CategoryFields, category, patch), ...changedRow(scope, category) }
  if (tree && changed.parent_id !== category.parent_id) {
    changed.path = movedPath(tree, category, changed.parent_id)
    const above = changed.path.slice(0, -1).map((ancestor) => `${ancestor}/`)
    const from = placeOf(category.path).length - id.length + 1
    scope.write(moveBranch, { ...changed, above: above.join(''), from })
  }
  scope.write(replaceCategory, changed)
  return changed
}
