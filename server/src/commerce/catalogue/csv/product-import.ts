import { type Static, Type } from 'typebox'
import { BulkResult, Id, nullable, oneOf, RowColumns, Timestamp } from '#platform/contract'

export const importStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export const importKeys = ['sku', 'id'] as const

/** Row errors that an import keeps. */
export const maxRowErrors = 100

const { id: _id, status: _status, index: _index, ...refused } = BulkResult.properties

const RowError = Type.Object({
  row: Type.Integer({ minimum: 1, description: 'Place among the rows of the file; the header is none.' }),
  ...refused,
})
export type RowError = Static<typeof RowError>

const Count = Type.Integer({ minimum: 0 })
const { metadata: _, ...provenance } = RowColumns

export const ProductImport = Type.Object({
  id: Id,
  status: oneOf(importStatuses),
  upsert_by: oneOf(importKeys),
  columns: Type.Array(Type.String()),
  rows_total: Count,
  rows_created: Count,
  rows_updated: Count,
  rows_failed: Count,
  row_errors: Type.Array(RowError, { description: `Of the first ${maxRowErrors} rows that failed.` }),
  failure_code: nullable(Type.String({ description: 'Why it failed as a whole.' })),
  started_at: nullable(Timestamp),
  ended_at: nullable(Timestamp),
  ...provenance,
})
export type ProductImport = Static<typeof ProductImport>

/** A file of products. */
export const ProductFile = Type.String({
  minLength: 1,
  description: 'RFC 4180 in UTF-8. The first line names fields of a product, in any order.',
  examples: ['sku,title,price_amount_minor,currency,tags\r\nLS-NAT-M,Linen shirt,7900,EUR,"summer,sale"\r\n'],
})
