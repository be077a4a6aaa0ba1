import { escapeIdentifier } from 'pg'
import type { TenantTable } from '../tables/tenant-table.ts'

export function named(schema: string, table: { name: string }): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(table.name)}`
}

/** The columns that identify a row, `tenant_id` first. */
export function keyOf(table: TenantTable): string[] {
  return ['tenant_id', ...table.primaryKey]
}

/** Every column that is copied, `tenant_id` first; `alias` is what the table is called in the query. */
export function columnList(table: TenantTable, alias?: string): string {
  return listed(['tenant_id', ...table.columns.map(({ name }) => name)], alias)
}

export function listed(columns: readonly string[], alias?: string): string {
  return columns.map((column) => (alias ? `${alias}.` : '') + escapeIdentifier(column)).join(', ')
}

/** `left.a = right.b and …`, both sides of the tenant `$1`. */
export function joined(
  left: string,
  columns: readonly string[],
  right: string,
  toColumns: readonly string[] = columns,
): string {
  const pairs = columns.map(
    (column, index) => `${left}.${escapeIdentifier(column)} = ${right}.${escapeIdentifier(toColumns[index]!)}`,
  )
  return [`${left}.tenant_id = $1`, `${right}.tenant_id = $1`, ...pairs].join(' and ')
}

/** Whether two rows of the table are the same, bit by bit: also for types that cannot be compared otherwise. */
export function sameImage(table: TenantTable, left: string, right: string): string {
  return `record_image_eq(row(${columnList(table, left)}), row(${columnList(table, right)}))`
}
