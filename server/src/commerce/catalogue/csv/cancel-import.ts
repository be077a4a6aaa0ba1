import type { Scope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import type { ProductImport } from './product-import.ts'
import { ImportEnded, ImportNotFound } from './refusals.ts'
import { deleteChunks, lockImport, replaceImport } from './store.ts'

/** Stops after the chunk under way, for which it waits. What was done stays done. */
export async function cancelImport(scope: Scope, id: string): Promise<ProductImport> {
  const found = await scope.first(lockImport, { id })
  if (!found) throw ImportNotFound()
  if (found.ended_at !== null) throw ImportEnded()
  const cancelled: ProductImport = {
    ...found,
    ...changedRow(scope, found),
    status: 'cancelled',
    ended_at: scope.now,
  }
  scope.write(replaceImport, cancelled)
  scope.write(deleteChunks, { import_id: id })
  return cancelled
}
