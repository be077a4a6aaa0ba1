import type { Refusal, Scope } from '@stoa/tenancy'
import { type BulkResult, changedRow } from '#platform/contract'
import { applyRows } from './apply-rows.ts'
import { maxRowErrors, type ProductImport, type RowError } from './product-import.ts'
import type { FileRow } from './read-rows.ts'
import { deleteChunk, deleteChunks, findFirstChunk, lockUnfinished, replaceImport } from './store.ts'

/**
 * Does what the next chunk of an import says, and takes the chunk away in the same transaction: after a
 * crash either both have happened or neither.
 * @returns whether there was anything to do
 */
export async function workOffChunk(scope: Scope, id: string): Promise<boolean> {
  const found = await scope.first(lockUnfinished, { id })
  if (!found) return false
  const chunk = await scope.first(findFirstChunk, { import_id: found.id })
  const started = { ...found, started_at: found.started_at ?? scope.now }
  if (!chunk) {
    write(scope, { ...started, status: 'done', ended_at: scope.now })
    return true
  }
  const results = await applyRows(scope, found, chunk.rows)
  scope.write(deleteChunk, { import_id: found.id, position: chunk.position })
  const counted = count(started, chunk.rows, results)
  const isLast = counted.rows_created + counted.rows_updated + counted.rows_failed === counted.rows_total
  write(scope, isLast ? { ...counted, status: 'done', ended_at: scope.now } : { ...counted, status: 'running' })
  return true
}

/** Ends an import that cannot be worked off. */
export async function failImport(scope: Scope, id: string, error: Refusal): Promise<void> {
  const found = await scope.first(lockUnfinished, { id })
  if (!found) return
  write(scope, { ...found, status: 'failed', failure_code: error.code, ended_at: scope.now })
  scope.write(deleteChunks, { import_id: found.id })
}

function write(scope: Scope, changed: ProductImport): void {
  scope.write(replaceImport, { ...changed, ...changedRow(scope, changed) })
}

function count(found: ProductImport, rows: readonly FileRow[], results: readonly BulkResult[]): ProductImport {
  const failed = results.flatMap(({ index, id: _, status, ...refused }): RowError[] =>
    status < 300 ? [] : [{ row: rows[index]!.row, ...withColumns(refused) }],
  )
  return {
    ...found,
    rows_created: found.rows_created + results.filter(({ status }) => status === 201).length,
    rows_updated: found.rows_updated + results.filter(({ status }) => status === 200).length,
    rows_failed: found.rows_failed + failed.length,
    row_errors: [...found.row_errors, ...failed].slice(0, maxRowErrors),
  }
}

/** Paths begin at the row, whose members are its columns. */
function withColumns<Refused extends Pick<BulkResult, 'errors'>>(refused: Refused): Refused {
  if (!refused.errors) return refused
  return { ...refused, errors: refused.errors.map((fault) => ({ ...fault, path: fault.path.replace(/^\/body/, '') })) }
}
