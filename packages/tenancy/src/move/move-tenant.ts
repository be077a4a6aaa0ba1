import { claim, takeOver } from './claim.ts'
import { copyAndSwitch } from './copy-and-switch.ts'
import { defaultLimits, type MoveLimits, type MoveProgress, type Place } from './moving.ts'
import { prepareTarget } from './prepare-target.ts'
import { endMove, noticeMs, recover } from './recover.ts'
import { withSession } from './session.ts'
import type { Verified } from './verify.ts'

export interface MoveOptions {
  /** URL of the role that owns the database's objects; straight to the server, past any transaction pooler. */
  ownerUrl: string
  tenantId: string
  to: Place
  limits?: Partial<MoveLimits>
  /** Told of each step; the move goes on when it has answered. */
  onProgress?: (progress: MoveProgress) => Promise<void> | void
}

/** What a move did. */
export interface MoveReport {
  tenantId: string
  from: Place
  to: Place
  /** Every table with its rows, as they were in both places at the switch. */
  tables: Verified
  /** How long the tenant's work waited at the switch, and at which try it came about. */
  pauseMs: number
  attempt: number
  durationMs: number
  /** False when something is left in the old place; `recoverMoves` removes it. */
  isCleanedUp: boolean
}

/**
 * Moves a tenant's rows to another schema while it works: copies them, follows what is written meanwhile, and lets the
 * tenant's work wait only for the last of it. Until it is switched the tenant is where it was, whatever happens. A move
 * that was interrupted is ended first.
 * @throws UnknownTenant, AlreadyThere, NotMovable, MoveTargetTaken, MoveUnderWay, MoveTooBusy
 */
export async function moveTenant(options: MoveOptions): Promise<MoveReport> {
  const begun = performance.now()
  const limits = { ...defaultLimits, ...options.limits }
  const tell = async (progress: MoveProgress) => options.onProgress?.(progress)
  const { tenantId, ownerUrl } = options
  const leave = () => endMove({ ownerUrl, tenantId, limits, tell })
  let isClaimed = false
  let moved: Omit<MoveReport, 'durationMs' | 'isCleanedUp'>
  try {
    moved = await withSession(ownerUrl, async (client) => {
      const interrupted = await takeOver(client, tenantId, noticeMs)
      if (interrupted) await recover(client, interrupted, limits, tell)
      const move = await claim(client, tenantId, options.to)
      isClaimed = true
      await tell({ step: 'claimed' })
      const tables = await prepareTarget(client, move)
      await tell({ step: 'prepared' })
      const switched = await copyAndSwitch({ client, ...move, tables, limits, tell })
      await tell({ step: 'switched' })
      return { tenantId, from: move.from, to: move.to, ...switched }
    })
  } catch (error) {
    // What failed is what matters; whatever stays behind is known, and is removed by the next move or recovery.
    if (isClaimed) await leave().catch(() => undefined)
    throw error
  }
  const isCleanedUp = await leave().then(
    () => true,
    () => false,
  )
  await tell({ step: 'ended' })
  return { ...moved, durationMs: Math.round(performance.now() - begun), isCleanedUp }
}
