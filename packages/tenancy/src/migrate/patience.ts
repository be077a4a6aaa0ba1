import { setTimeout as wait } from 'node:timers/promises'
import { MigrationFailed } from './errors.ts'

/** Tries for a lock before it is given up, over about half a minute. */
export const lockAttempts = 10

/**
 * How long a migration waits for a table's lock: everybody who wants the table waits behind it, and is let through
 * before the next try. The first try is short, because most tables are free.
 */
export function lockTimeoutMs(attempt: number): number {
  return attempt === 1 ? 250 : 1_000
}

/** How long to let others through after a try, in ms. */
export function pauseMs(attempt: number): number {
  return Math.min(100 * 2 ** attempt, 5_000) * (0.5 + Math.random() / 2)
}

/** Tries again while somebody else is busy with the tables; a lost connection is lost. */
export async function withPatience<T>(attemptOnce: (lockTimeoutMs: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(lockTimeoutMs(attempt))
    } catch (error) {
      if (!(error instanceof MigrationFailed && error.isContention) || attempt === lockAttempts) throw error
    }
    await wait(pauseMs(attempt))
  }
}
