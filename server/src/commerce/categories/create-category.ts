import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import { type Category, categoryDefaults, maxDepth, type NewCategory, placeOf } from './category.ts'
import { CategoryTooDeep, ParentUnknown } from './refusals.ts'
import { holdParent, insertCategory } from './store.ts'

export async function createCategory(scope: Scope, request: NewCategory): Promise<Category> {
  const above = request.parent_id ? await pathOf(scope, request.parent_id) : []
  if (above.length >= maxDepth) throw CategoryTooDeep()
  const row = newRow(scope)
  const category: Category = { ...row, ...categoryDefaults, ...request, path: [...above, row.id] }
  const parent_place = above.length > 0 ? placeOf(above) : null
  scope.write(insertCategory, { ...category, place: placeOf(category.path), parent_place })
  return category
}

async function pathOf(scope: Scope, parent: string): Promise<readonly string[]> {
  const held = await scope.first(holdParent, { id: parent })
  if (!held) throw ParentUnknown()
  return held.path
}
