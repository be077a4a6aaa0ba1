import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { UnknownTenant } from '../identify/refusals.ts'
import type { Placement } from '../tenant.ts'
import type { Place } from './moving.ts'
import { AlreadyThere, MoveTargetTaken, MoveUnderWay, NotMovable } from './refusals.ts'

/** A move as the database keeps it until it has ended. */
export interface KnownMove {
  tenantId: string
  from: Place
  to: Place
  /** Whether the tenant's rows are those of `to`. */
  isSwitched: boolean
}

interface MoveRow {
  tenant_id: string
  from_placement: Placement
  from_schema: string
  to_placement: Placement
  to_schema: string
  state: 'copying' | 'switched'
}

function moveOf(row: MoveRow): KnownMove {
  return {
    tenantId: row.tenant_id,
    from: { placement: row.from_placement, schema: row.from_schema },
    to: { placement: row.to_placement, schema: row.to_schema },
    isSwitched: row.state === 'switched',
  }
}

const takeOverQuery = `
update tenancy.moves m set mover_pid = a.pid, mover_began_at = a.backend_start
from pg_stat_activity a
where a.pid = pg_backend_pid() and m.tenant_id = $1 and not tenancy.is_session_alive(m.mover_pid, m.mover_began_at)
returning m.*`

const lookAgainMs = 20

/**
 * Takes over a move whose session is gone; undefined when there is none. The database may need a moment to notice that
 * a mover was killed.
 * @throws MoveUnderWay when a session that lives moves the tenant
 */
export async function takeOver(client: Client, tenantId: string, waitMs: number): Promise<KnownMove | undefined> {
  const until = performance.now() + waitMs
  for (;;) {
    const taken = await client.query<MoveRow>(takeOverQuery, [tenantId])
    if (taken.rows[0]) return moveOf(taken.rows[0])
    const known = await client.query('select from tenancy.moves where tenant_id = $1', [tenantId])
    if (known.rowCount === 0) return undefined
    if (performance.now() >= until) throw MoveUnderWay()
    await wait(lookAgainMs)
  }
}

export async function findMoves(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ tenant_id: string }>('select tenant_id from tenancy.moves order by started_at')
  return rows.map(({ tenant_id }) => tenant_id)
}

const claimQuery = `
insert into tenancy.moves
  (tenant_id, from_placement, from_schema, to_placement, to_schema, mover_pid, mover_began_at)
select t.id, t.placement, t.schema_name, $2, $3, a.pid, a.backend_start
from core.tenants t, pg_stat_activity a where t.id = $1 and a.pid = pg_backend_pid()`

/**
 * Notes that this session moves the tenant. From then on whatever the move makes is known, and goes when it fails.
 * @throws UnknownTenant, AlreadyThere, NotMovable, MoveTargetTaken, MoveUnderWay
 */
export async function claim(client: Client, tenantId: string, to: Place): Promise<KnownMove> {
  await client.query('begin')
  try {
    const { rows } = await client.query(
      `select status, placement, schema_name from core.tenants where id = $1 for no key update`,
      [tenantId],
    )
    const tenant = rows[0]
    if (!tenant) throw UnknownTenant()
    if (tenant.schema_name === to.schema) throw AlreadyThere(`Its rows are in the schema ${to.schema}.`)
    if (!['active', 'suspended'].includes(tenant.status)) throw NotMovable(`Its status is ${tenant.status}.`)
    await refuseTaken(client, to)
    await client.query(claimQuery, [tenantId, to.placement, to.schema])
    await client.query('commit')
    const from = { placement: tenant.placement, schema: tenant.schema_name }
    return { tenantId, from, to, isSwitched: false }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    if ((error as { code?: string }).code === '23505') throw MoveUnderWay()
    throw error
  }
}

/** What a move made is dropped when it fails, so it must not be there before. */
async function refuseTaken(client: Client, { placement, schema }: Place): Promise<void> {
  const { rowCount } = await client.query('select from pg_namespace where nspname = $1', [schema])
  if (placement === 'schema' && rowCount) throw MoveTargetTaken(`The schema ${schema} exists already.`)
  if (placement === 'shared' && !rowCount) throw NotMovable(`There is no schema ${schema}.`)
}

export async function release(client: Client, tenantId: string): Promise<void> {
  await client.query('delete from tenancy.moves where tenant_id = $1', [tenantId])
}
