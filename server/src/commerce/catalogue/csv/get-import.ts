import type { Scope } from '@stoa/tenancy'
import type { ProductImport } from './product-import.ts'
import { ImportNotFound } from './refusals.ts'
import { findImport } from './store.ts'

export async function getImport(scope: Scope, id: string): Promise<ProductImport> {
  const found = await scope.first(findImport, { id })
  if (!found) throw ImportNotFound()
  return found
}
