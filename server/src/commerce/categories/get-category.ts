import type { Scope } from '@stoa/tenancy'
import type { Category } from './category.ts'
import { CategoryNotFound } from './refusals.ts'
import { findCategory } from './store.ts'

export async function getCategory(scope: Scope, id: string): Promise<Category> {
  const category = await scope.first(findCategory, { id })
  if (!category) throw CategoryNotFound()
  return category
}
