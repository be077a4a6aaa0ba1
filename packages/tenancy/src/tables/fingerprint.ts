import { type ClientBase, escapeIdentifier } from 'pg'
import { textsOf, writePlainly } from './plain-text.ts'
import type { TenantTable } from './tenant-table.ts'

/** What tells whether two places hold the same rows. */
export interface Fingerprint {
  rows: number
  /** 32 hex digits, whatever the order of the rows; the same on every version of PostgreSQL. */
  hash: string
}

/**
 * The fingerprint of a tenant's rows in each table, over every column but `tenant_id`, so that it is the same for a
 * copy under another tenant. Needs an open transaction that may read the rows: under row security, a bound one.
 */
export async function fingerprint(
  client: ClientBase,
  schema: string,
  tenantId: string,
  tables: readonly TenantTable[],
): Promise<Map<string, Fingerprint>> {
  await writePlainly(client)
  const found = new Map<string, Fingerprint>()
  for (const table of tables) {
    const { rows } = await client.query<{ rows: string; high: string; low: string }>(fingerprintQuery(schema, table), [
      tenantId,
    ])
    const { high, low, rows: count } = rows[0]!
    found.set(table.name, { rows: Number(count), hash: hexOf(high) + hexOf(low) })
  }
  return found
}

/** Each row's SHA-256 gives two numbers of 64 bits, and sums of those know no order. */
function fingerprintQuery(schema: string, table: TenantTable): string {
  return `
    select count(*) as rows,
      coalesce(sum(('x' || left(hash, 16))::bit(64)::bigint), 0) as high,
      coalesce(sum(('x' || substr(hash, 17, 16))::bit(64)::bigint), 0) as low
    from (
      select encode(sha256(convert_to(${textsOf(table, 't')}::text, 'UTF8')), 'hex') as hash
      from ${escapeIdentifier(schema)}.${escapeIdentifier(table.name)} t where t.tenant_id = $1
    ) hashed`
}

function hexOf(sum: string): string {
  return BigInt.asUintN(64, BigInt(sum)).toString(16).padStart(16, '0')
}
