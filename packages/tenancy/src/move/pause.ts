import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { tenantsChannel } from '../registry/watch.ts'
import type { Moving } from './moving.ts'
import { named } from './table-sql.ts'

/** Somebody was writing for longer than the tenant is made to wait. */
export class StillWriting extends Error {
  override readonly name = 'StillWriting'
}

/** The tenant changed in a way that ended the pause: it was suspended, deleted, or somebody took the mover for dead. */
export class PauseEnded extends Error {
  override readonly name = 'PauseEnded'
}

/**
 * Makes the tenant's work wait: no statement that begins from now on sees or writes a row of it. Answers with the epoch
 * that ends.
 */
export async function pauseTenant({ client, tenantId, from }: Moving): Promise<number> {
  await client.query('begin')
  try {
    const { rows } = await client.query(
      `select epoch from core.tenants where id = $1 and schema_name = $2 for no key update`,
      [tenantId, from.schema],
    )
    if (!rows[0]) throw new PauseEnded('the tenant is gone')
    const epoch = Number(rows[0].epoch)
    await client.query(`update tenancy.moves set paused_at = clock_timestamp() where tenant_id = $1`, [tenantId])
    await client.query('select tenancy.fence($1, $2)', [tenantId, epoch + 1])
    await client.query('commit')
    return epoch
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

const endPauseQuery = `
with ended as (
  update core.tenants t set epoch = f.epoch, version = t.version + 1, updated_at = now()
  from tenancy.fences f where t.id = $1 and f.tenant = t.id::text and t.epoch < f.epoch returning t.id
)
select pg_notify('${tenantsChannel}', ended.id::text) from ended`

/** Lets the tenant's work go on where it is; answers whether it had to wait. */
export async function endPause(client: Client, tenantId: string): Promise<boolean> {
  const { rowCount } = await client.query(endPauseQuery, [tenantId])
  return rowCount !== 0
}

interface Writer {
  id: string
  pid: number | null
  application: string | null
}

/** Whoever writes holds this lock from before its snapshot to its end; nobody holds it for anything else. */
const writersQuery = `
select distinct l.virtualtransaction as id, l.pid, a.application_name as application
from pg_locks l left join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'relation' and l.granted and l.mode = 'RowExclusiveLock' and l.pid is distinct from pg_backend_pid()
  and l.database = (select d.oid from pg_database d where d.datname = current_database())
  and l.relation = any ($1::regclass[])`

const lookAgainMs = 5

/**
 * Waits for the transactions that are writing to the tenant's tables now, whosoever rows they write: who has taken the
 * lock may have a snapshot from before a fence, and who takes it later has none. Answers how long they took.
 * @throws StillWriting naming the sessions
 */
export async function awaitWriters(moving: Moving, limitMs: number): Promise<number> {
  const until = performance.now() + limitMs
  const first = await findWriters(moving)
  const begun = performance.now()
  for (let writers = first; writers.length > 0; ) {
    if (performance.now() >= until) throw new StillWriting(describe(writers, limitMs))
    await wait(lookAgainMs)
    const now = new Set((await findWriters(moving)).map(({ id }) => id))
    writers = writers.filter(({ id }) => now.has(id))
  }
  return first.length === 0 ? 0 : performance.now() - begun
}

/**
 * Waits until nobody has been writing for long, so that a transaction that takes its time, a neighbour's for example,
 * is not waited for by a tenant that stands still.
 * @throws StillWriting
 */
export async function awaitCalm(moving: Moving): Promise<void> {
  const until = performance.now() + moving.limits.calmMs
  for (;;) {
    const leftMs = until - performance.now()
    const waitedMs = await awaitWriters(moving, Math.max(0, leftMs))
    if (waitedMs < moving.limits.drainMs / 4 || leftMs <= 0) return
  }
}

async function findWriters({ client, from, tables }: Moving): Promise<Writer[]> {
  const { rows } = await client.query<Writer>(writersQuery, [tables.map((table) => named(from.schema, table))])
  return rows
}

function describe(writers: readonly Writer[], limitMs: number): string {
  const sessions = writers.map(({ pid, application }) =>
    pid === null ? 'a prepared transaction' : `session ${pid}${application ? ` (${application})` : ''}`,
  )
  return `${sessions.join(', ')} did not end a transaction that writes within ${Math.round(limitMs)} ms`
}
