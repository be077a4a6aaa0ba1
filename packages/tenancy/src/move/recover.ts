import type { Client } from 'pg'
import { findMoves, type KnownMove, release, takeOver } from './claim.ts'
import { defaultLimits, type MoveLimits, type MoveProgress, type Moving } from './moving.ts'
import { endPause } from './pause.ts'
import { MoveUnderWay } from './refusals.ts'
import { removePlace } from './remove-place.ts'
import { withSession } from './session.ts'
import { isContention } from './transaction.ts'

export interface RecoverOptions {
  /** URL of the role that owns the database's objects; a connection of its own, past any transaction pooler. */
  ownerUrl: string
  limits?: Partial<MoveLimits>
  onProgress?: (tenantId: string, progress: MoveProgress) => Promise<void> | void
}

/** What became of an interrupted move. */
export interface RecoveredMove {
  tenantId: string
  /**
   * `undone`: the tenant is where it was; `finished`: where it was to go; `under_way`: somebody is at it; `left`: the
   * tenant works, but what it has left behind could not be removed yet.
   */
  outcome: 'undone' | 'finished' | 'under_way' | 'left'
  /** Why it is left. */
  reason?: string
}

/**
 * Ends every move whose session is gone: one that had not switched its tenant is undone, of one that had what is left in
 * the old place is removed. It may run at every start, on several machines at once, and can itself be interrupted.
 */
export function recoverMoves(options: RecoverOptions): Promise<RecoveredMove[]> {
  return withSession(options.ownerUrl, async (client) => {
    const recovered: RecoveredMove[] = []
    for (const tenantId of await findMoves(client)) {
      const outcome = await recoverOne(client, tenantId, options)
      if (outcome) recovered.push({ tenantId, ...outcome })
    }
    return recovered
  })
}

async function recoverOne(
  client: Client,
  tenantId: string,
  { limits, onProgress }: RecoverOptions,
): Promise<Omit<RecoveredMove, 'tenantId'> | undefined> {
  try {
    const move = await takeOver(client, tenantId, 0)
    if (!move) return undefined
    await recover(client, move, { ...defaultLimits, ...limits }, (progress) => onProgress?.(tenantId, progress))
    return { outcome: move.isSwitched ? 'finished' : 'undone' }
  } catch (error) {
    if ((error as { code?: string }).code === MoveUnderWay.code) return { outcome: 'under_way' }
    if (isContention(error)) return { outcome: 'left', reason: (error as Error).message }
    throw error
  }
}

interface Interrupted {
  ownerUrl: string
  tenantId: string
  limits: MoveLimits
  tell: Moving['tell']
}

/** The database notices that a mover is gone when the statement it was at has ended. */
export const noticeMs = 3_000

/** Ends the move of one tenant, if there is one whose session is gone. */
export async function endMove({ ownerUrl, tenantId, limits, tell }: Interrupted): Promise<void> {
  await withSession(ownerUrl, async (client) => {
    const move = await takeOver(client, tenantId, noticeMs)
    if (move) await recover(client, move, limits, tell)
  })
}

/** Ends a move that this session has taken over. */
export async function recover(
  client: Client,
  { tenantId, from, to, isSwitched }: KnownMove,
  limits: MoveLimits,
  tell: Moving['tell'],
): Promise<void> {
  if (await endPause(client, tenantId)) await tell({ step: 'resumed', reason: 'the move was interrupted' })
  await removePlace({ client, tenantId, place: isSwitched ? from : to, limits, tell })
  await release(client, tenantId)
}
