import { fingerprint } from '../tables/fingerprint.ts'
import type { Moving } from './moving.ts'
import { NotMovable } from './refusals.ts'
import { named } from './table-sql.ts'
import { countDiffering, type Horizon } from './write-changed.ts'

/** A table's rows after they were found to be the same in both places. */
export interface VerifiedTable {
  rows: number
  /** Of all rows, where they were hashed; see `fingerprint`. */
  hash?: string
}

export type Verified = Readonly<Record<string, VerifiedTable>>

/**
 * Compares the hashes of all rows, as the open transaction sees them.
 * @throws NotMovable naming the tables that differ
 */
export async function verifyAll({ client, tenantId, from, to, tables, hurry }: Moving): Promise<Verified> {
  await hurry?.()
  const source = await fingerprint(client, from.schema, tenantId, tables)
  await hurry?.()
  const target = await fingerprint(client, to.schema, tenantId, tables)
  const differing = tables.filter(({ name }) => source.get(name)!.hash !== target.get(name)!.hash)
  refuse(differing)
  return Object.fromEntries(source)
}

/**
 * Compares the counts of all rows, and each row written since the snapshot for which all hashes were compared: what was
 * not written since is as it was then, and equal counts leave no room for a row that is gone in one place only.
 * @throws NotMovable
 */
export async function verifySince(moving: Moving, since: Horizon): Promise<Verified> {
  const { client, tenantId, from, to, tables } = moving
  const counted: Record<string, VerifiedTable> = {}
  for (const table of tables) {
    await moving.hurry?.()
    const { rows } = await client.query<{ source: string; target: string }>(
      `select (select count(*) from ${named(from.schema, table)} where tenant_id = $1) as source,
         (select count(*) from ${named(to.schema, table)} where tenant_id = $1) as target`,
      [tenantId],
    )
    const { source, target } = rows[0]!
    if (source !== target || (await countDiffering(moving, table, since)) > 0) refuse([table])
    counted[table.name] = { rows: Number(source) }
  }
  return counted
}

function refuse(differing: readonly { name: string }[]): void {
  if (differing.length === 0) return
  const names = differing.map(({ name }) => name).join(', ')
  throw NotMovable(`What was written to ${names} did not come out as it was; a trigger may change it.`)
}
