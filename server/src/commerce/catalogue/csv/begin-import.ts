import { channel } from 'node:diagnostics_channel'
import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import type { ProductImport } from './product-import.ts'
import { readRows } from './read-rows.ts'
import { insertChunk, insertImport, replaceImport } from './store.ts'

/** Told the id of a tenant that has begun an import, so that this process need not look for it. */
export const importsBegun = channel('stoa.product_imports.begun')

/** Reads the whole file and keeps its rows: once this is answered, nothing of them is lost. */
export async function beginImport(scope: Scope, file: string, upsert_by: 'sku' | 'id'): Promise<ProductImport> {
  const made: ProductImport = {
    ...newRow(scope),
    status: 'queued',
    upsert_by,
    columns: [],
    rows_total: 0,
    rows_created: 0,
    rows_updated: 0,
    rows_failed: 0,
    row_errors: [],
    failure_code: null,
    started_at: null,
    ended_at: null,
  }
  let position = 0
  made.rows_total = await readRows(file, upsert_by, {
    header(columns) {
      made.columns.push(...columns)
      scope.write(insertImport, made)
    },
    async chunk(rows) {
      await scope.all(insertChunk, { import_id: made.id, position: position++, rows: JSON.stringify(rows) })
    },
  })
  scope.write(replaceImport, made)
  scope.afterCommit(() => importsBegun.publish(scope.tenant.id))
  return made
}
