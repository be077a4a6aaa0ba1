import { type ClientBase, escapeIdentifier } from 'pg'
import type { TenantTable } from './tenant-table.ts'

/** Everything by which a session changes how values are written as text. */
const plain = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
set local bytea_output = 'hex'; set local extra_float_digits = 1; set local lc_monetary = 'C'; set local xmloption = 'content'`

/** Until its transaction ends, the session writes values as text the same way as every other one that was told so. */
export async function writePlainly(client: ClientBase): Promise<void> {
  await client.query(plain)
}

/** SQL: a row as an array of texts, which nothing else looks like; `row` is what the table is called in the query. */
export function textsOf(table: Pick<TenantTable, 'columns'>, row: string): string {
  const texts = table.columns.map(({ name }) => `${row}.${escapeIdentifier(name)}::text`)
  return `array[${texts.join(', ')}]::text[]`
}
