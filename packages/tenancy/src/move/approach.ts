import { catchUp } from './catch-up.ts'
import type { Moving } from './moving.ts'
import { inTransaction } from './transaction.ts'
import { verifyAll } from './verify.ts'
import { type Horizon, readHorizon } from './write-changed.ts'

/** How near the target is to the source, and what is left to do while the tenant waits. */
export interface Approach {
  /** Of a snapshot for which both places were the same. */
  horizon: Horizon
  /** Whether there is time in the pause to compare the hashes of all rows once more. */
  isHashedInPause: boolean
}

interface Round {
  horizon: Horizon
  rows: number
  durationMs: number
}

const settings = 'set transaction isolation level repeatable read; set local jit = off'
const mostRounds = 8

/**
 * Makes the target the same as the source, while the tenant writes on, and proves it by the hashes of all rows in one
 * snapshot; then follows what is written meanwhile until little is left.
 * @throws NotMovable when the hashes differ
 */
export async function approach(moving: Moving): Promise<Approach> {
  const { limits } = moving
  const { verifyMs, ...first } = await inTransaction(moving.client, moving.tenantId, settings, async () => {
    const round = await catchUpOnce(moving)
    const begun = performance.now()
    await verifyAll(moving)
    return { ...round, verifyMs: performance.now() - begun }
  })
  await tell(moving, first)
  const last = await follow(moving, first.horizon)
  return { horizon: last.horizon, isHashedInPause: last.durationMs + verifyMs < limits.pauseMs / 3 }
}

/** Catches up until little is left. */
export async function follow(moving: Moving, since: Horizon): Promise<Round> {
  let last = await followOnce(moving, since)
  for (let round = 2; round <= mostRounds && last.rows > moving.limits.batchRows / 10; round++) {
    last = await followOnce(moving, last.horizon)
  }
  return last
}

async function followOnce(moving: Moving, since: Horizon): Promise<Round> {
  const round = await inTransaction(moving.client, moving.tenantId, settings, () => catchUpOnce(moving, since))
  await tell(moving, round)
  return round
}

async function catchUpOnce(moving: Moving, since?: Horizon): Promise<Round> {
  const begun = performance.now()
  const horizon = await readHorizon(moving)
  const rows = await catchUp(moving, since)
  return { horizon, rows, durationMs: performance.now() - begun }
}

function tell(moving: Moving, { rows, durationMs }: Round): Promise<void> | void {
  return moving.tell({ step: 'caught_up', rows, durationMs: Math.round(durationMs) })
}
