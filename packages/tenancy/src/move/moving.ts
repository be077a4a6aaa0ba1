import type { Client } from 'pg'
import type { TenantTable } from '../tables/tenant-table.ts'
import type { Placement } from '../tenant.ts'

/** Where a tenant's rows are. */
export interface Place {
  placement: Placement
  schema: string
}

/** How much a move takes at a time, and for how long it may make anybody wait. */
export interface MoveLimits {
  /** Rows copied or deleted in one transaction. Default 2,000. */
  batchRows: number
  /** How long the tenant's work may wait before the switch is given up, in milliseconds. Default 1,700. */
  pauseMs: number
  /** How much of it may go into waiting for transactions that were writing when it began. Default 800. */
  drainMs: number
  /** How often it tries to switch the tenant, or to get a lock. Default 5. */
  attempts: number
  /** How long it waits for a lock on the old place when that is removed; meanwhile others wait behind it. Default 2,000. */
  lockMs: number
  /** How long it waits for long transactions to end before it makes the tenant wait for them. Default 15,000. */
  calmMs: number
}

export const defaultLimits: MoveLimits = {
  batchRows: 2_000,
  pauseMs: 1_700,
  drainMs: 800,
  attempts: 5,
  lockMs: 2_000,
  calmMs: 15_000,
}

/** Where a move is. Each is told when it is done. */
export type MoveProgress =
  | { step: 'claimed' | 'prepared' | 'calm' | 'paused' | 'drained' | 'verified' | 'switching' | 'switched' | 'ended' }
  | { step: 'copied' | 'cleaned'; table: string; rows: number }
  /** The target caught up with what was written meanwhile; so many rows differed. */
  | { step: 'caught_up'; rows: number; durationMs: number }
  /** The tenant goes on where it was, and it is tried again. */
  | { step: 'resumed'; reason: string }

/** A move under way. */
export interface Moving {
  /** A session of the owner's. */
  client: Client
  tenantId: string
  from: Place
  to: Place
  /** Parents before children; the same in both places. */
  tables: readonly TenantTable[]
  limits: MoveLimits
  tell(progress: MoveProgress): Promise<void> | void
  /** Called before each table's share of the work that the tenant waits for; throws when the time is up. */
  hurry?(): Promise<void>
}
