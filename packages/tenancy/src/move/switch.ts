import { tenantsChannel } from '../registry/watch.ts'
import type { Approach } from './approach.ts'
import { catchUp } from './catch-up.ts'
import { Deadline } from './deadline.ts'
import type { Moving } from './moving.ts'
import { awaitWriters, endPause, PauseEnded, pauseTenant } from './pause.ts'
import { refuseDiffering } from './prepare-target.ts'
import { advanceSequences } from './sequences.ts'
import { inTransaction } from './transaction.ts'
import { type Verified, verifyAll, verifySince } from './verify.ts'

export interface Switched {
  tables: Verified
  /** How long the tenant's work waited. */
  pauseMs: number
}

/**
 * Pauses the tenant, lets its last writers end, and has its rows be those of the target: the last changes, their
 * verification and the switch are one transaction. Whatever goes wrong, the tenant goes on where it was.
 * @throws StillWriting, PauseEnded, NotMovable, and what PostgreSQL says of a statement that took too long
 */
export async function switchTenant(moving: Moving, approach: Approach): Promise<Switched> {
  const { client, tenantId, limits } = moving
  const begun = performance.now()
  const deadline = new Deadline(client, limits.pauseMs)
  try {
    const epoch = await pauseTenant(moving)
    await moving.tell({ step: 'paused' })
    await awaitWriters(moving, limits.drainMs)
    await moving.tell({ step: 'drained' })
    const tables = await inTransaction(client, tenantId, settings, () => finish(moving, approach, epoch, deadline))
    return { tables, pauseMs: Math.round(performance.now() - begun) }
  } catch (error) {
    // A lost connection cannot say it; whoever waits ends the pause (`tenancy.end_stale_pause`).
    await endPause(client, tenantId).catch(() => undefined)
    throw error
  }
}

async function finish(moving: Moving, approach: Approach, epoch: number, deadline: Deadline): Promise<Verified> {
  const { client, tenantId, from, to, tables, tell } = moving
  const hurry = () => deadline.hurry()
  await hurry()
  await holdTenant(moving, epoch)
  await holdMigrations(moving)
  await refuseDiffering(client, from.schema, to.schema, tables)
  await catchUp({ ...moving, hurry }, approach.horizon)
  const verify = approach.isHashedInPause ? verifyAll : verifySince
  const verified = await verify({ ...moving, hurry }, approach.horizon)
  await advanceSequences(moving)
  await tell({ step: 'verified' })
  await client.query(
    `update core.tenants set placement = $2, schema_name = $3, epoch = epoch + 1, version = version + 1,
       updated_at = now() where id = $1`,
    [tenantId, to.placement, to.schema],
  )
  await client.query(`update tenancy.moves set state = 'switched' where tenant_id = $1`, [tenantId])
  await client.query('select pg_notify($1, $2)', [tenantsChannel, tenantId])
  await tell({ step: 'switching' })
  await hurry()
  return verified
}

/** Nobody ends the pause, or the tenant, before this transaction has ended. */
async function holdTenant({ client, tenantId, from }: Moving, epoch: number): Promise<void> {
  const { rowCount } = await client.query(
    `select from core.tenants where id = $1 and epoch = $2 and schema_name = $3 and status <> 'deleted'
     for no key update`,
    [tenantId, epoch, from.schema],
  )
  if (rowCount === 0) throw new PauseEnded('the pause was ended by somebody else')
}

/** A migrator works on neither schema meanwhile (`tenancy.claim_migration`). */
async function holdMigrations({ client, from, to }: Moving): Promise<void> {
  const lock = `select pg_advisory_xact_lock_shared(hashtextextended('tenancy.migrate ' || $1, 0))`
  for (const { schema } of [from, to]) await client.query(lock, [schema])
}

// A mover that stands still loses its transaction, and with it the tenant's row.
const settings = `set transaction isolation level repeatable read; set local jit = off; set local idle_in_transaction_session_timeout = '2s'`
