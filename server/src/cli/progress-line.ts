import type { MigrationProgress } from '@stoa/tenancy'

const width = 24

/** A reader of a log wants to know that it goes on, not every step. */
const logEveryMs = 5_000
const drawEveryMs = 100

/**
 * Says how far a migration is, with its rate and the time that is left: in one line that rewrites itself on a terminal,
 * and now and then in a line of its own elsewhere.
 */
export function migrationProgress(
  say: (message: string) => void,
  isTerminal = process.stderr.isTTY === true,
  now = () => performance.now(),
): (progress: MigrationProgress) => void {
  const everyMs = isTerminal ? drawEveryMs : logEveryMs
  let started: number | undefined
  let saidAt = Number.NEGATIVE_INFINITY
  return (progress) => {
    switch (progress.phase) {
      case 'waiting':
        return say('Waiting for another process that migrates …')
      case 'applying':
        started = undefined
        return say(`${progress.schema}: ${progress.file}`)
      case 'canary':
        started ??= now()
        return say(`${progress.schema}: first of the tenants' own schemas`)
      case 'busy':
        return say(`${progress.schema}: tables in use, it gets another turn`)
      case 'tenants': {
        started ??= now()
        const { done, total } = progress
        if (now() - saidAt < everyMs && done < total) return
        saidAt = now()
        const line = counted(done, total, (saidAt - started) / 1000)
        say(isTerminal ? `${bar(done / total)} ${line}` : line)
      }
    }
  }
}

function counted(done: number, total: number, seconds: number): string {
  const rate = done / Math.max(seconds, 0.001)
  const left = Math.ceil((total - done) / rate)
  return `${done}/${total} tenants' schemas, ${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s, ${left} s left`
}

function bar(part: number): string {
  const filled = Math.round(part * width)
  return '█'.repeat(filled) + '░'.repeat(width - filled)
}
