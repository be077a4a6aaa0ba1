import { setTimeout as wait } from 'node:timers/promises'
import { approach, follow } from './approach.ts'
import { copyRows } from './copy-rows.ts'
import { isOutOfTime } from './deadline.ts'
import type { Moving } from './moving.ts'
import { awaitCalm, PauseEnded, StillWriting } from './pause.ts'
import { MoveTooBusy } from './refusals.ts'
import { type Switched, switchTenant } from './switch.ts'
import { isContention } from './transaction.ts'

const breakMs = 200

/** What is left to do would not fit into the pause, so the tenant is not made to wait for it. */
class TooSlow extends Error {
  override readonly name = 'TooSlow'

  constructor(durationMs: number) {
    super(`catching up once took ${Math.round(durationMs)} ms`)
  }
}

/**
 * Copies the rows and switches the tenant; when it does not come about in time the tenant works on where it was, and it
 * is tried again a little later.
 * @throws MoveTooBusy when that did not help, saying why; NotMovable
 */
export async function copyAndSwitch(moving: Moving): Promise<Switched & { attempt: number }> {
  await copyRows(moving)
  let next = await approach(moving)
  for (let attempt = 1; ; attempt++) {
    try {
      await awaitCalm(moving)
      await moving.tell({ step: 'calm' })
      const last = await follow(moving, next.horizon)
      next = { ...next, horizon: last.horizon }
      if (last.durationMs > moving.limits.pauseMs / 2) throw new TooSlow(last.durationMs)
      return { ...(await switchTenant(moving, next)), attempt }
    } catch (error) {
      if (!isPassing(error)) throw error
      const reason = isOutOfTime(error) ? `it took longer than ${moving.limits.pauseMs} ms` : (error as Error).message
      if (attempt >= moving.limits.attempts) throw MoveTooBusy(`At the ${attempt}. try: ${reason}.`)
      await moving.tell({ step: 'resumed', reason })
      if (isOutOfTime(error)) next = { ...next, isHashedInPause: false }
    }
    await wait(breakMs * 2 ** attempt)
  }
}

/** Whether it may go well a little later. */
function isPassing(error: unknown): boolean {
  const isSerialization = (error as { code?: string }).code === '40001'
  const isOurs = error instanceof TooSlow || error instanceof StillWriting || error instanceof PauseEnded
  return isOurs || isSerialization || isContention(error) || isOutOfTime(error)
}
