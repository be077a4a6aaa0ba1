import type { TenantTable } from '../tables/tenant-table.ts'
import type { Moving } from './moving.ts'
import { rewrite } from './rewrite.ts'
import { joined, named } from './table-sql.ts'
import { type Horizon, writeChanged } from './write-changed.ts'

/**
 * Makes the target's rows those of the source, as the open transaction sees it; answers how many differed. It reads with
 * one snapshot (repeatable read), so that rows that refer to each other fit together.
 * @param since of the snapshot to which the target was equal; without it every row is compared
 */
export async function catchUp(moving: Moving, since?: Horizon): Promise<number> {
  const { client } = moving
  await client.query('savepoint caught_up')
  try {
    return await applyChanges(moving, since)
  } catch (error) {
    if (!isConflict(error)) throw error
    await client.query('rollback to savepoint caught_up')
    return rewrite(moving)
  }
}

/**
 * Parents first, and only then what is gone, children first: so a reference always finds what it refers to. What this
 * order cannot do is to give a unique value to a row before its former holder has let go.
 */
async function applyChanges(moving: Moving, since: Horizon | undefined): Promise<number> {
  let changed = 0
  for (const table of moving.tables) {
    await moving.hurry?.()
    changed += await writeChanged(moving, table, since)
  }
  for (const table of moving.tables.toReversed()) {
    await moving.hurry?.()
    changed += await deleteGone(moving, table)
  }
  return changed
}

/** A target that holds every row of the source and as many rows as the source holds no other. */
async function deleteGone({ client, tenantId, from, to }: Moving, table: TenantTable): Promise<number> {
  const [source, target] = [named(from.schema, table), named(to.schema, table)]
  const { rows } = await client.query(
    `select (select count(*) from ${source} where tenant_id = $1) = (select count(*) from ${target} where tenant_id = $1)
       as is_equal`,
    [tenantId],
  )
  if (rows[0].is_equal) return 0
  const { rowCount } = await client.query(
    `delete from ${target} t where t.tenant_id = $1 and not exists (
       select from ${source} s where ${joined('s', table.primaryKey, 't')}
     )`,
    [tenantId],
  )
  return rowCount!
}

/** A unique value that another row still has, or a reference. */
function isConflict(error: unknown): boolean {
  return ['23505', '23503', '23P01'].includes((error as { code?: string }).code ?? '')
}
