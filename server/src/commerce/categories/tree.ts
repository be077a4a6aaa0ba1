import { type Category, maxDepth } from './category.ts'
import { CategoryAboveItself, CategoryTooDeep, ParentUnknown } from './refusals.ts'
import type { TreeNode } from './store.ts'

/**
 * The path a category would have below another parent.
 * @param tree every category of the tenant, deleted ones too, which move with what is above them
 */
export function movedPath(tree: readonly TreeNode[], category: Category, parent_id: string | null): string[] {
  const parent = tree.find(({ id, is_deleted }) => id === parent_id && !is_deleted)
  if (parent_id !== null && !parent) throw ParentUnknown()
  const above = parent?.path ?? []
  if (above.includes(category.id)) throw CategoryAboveItself()
  const deepest = Math.max(...tree.filter(({ path }) => path.includes(category.id)).map(({ path }) => path.length))
  if (above.length + 1 + deepest - category.path.length > maxDepth) throw CategoryTooDeep()
  return [...above, category.id]
}
