import { readFileSync } from 'node:fs'
import type pg from 'pg'

/** How long the work took, and the most memory seen meanwhile. */
export interface Watched {
  ms: number
  /** Resident memory of this process: before, and at most. */
  process_before_mb: number
  process_peak_mb: number
  /** Anonymous memory of the largest backend with the watched name (Linux only, else 0). */
  backend_peak_mb: number
  /** How many backends of that name were seen, because connections are replaced. */
  backends: number
}

const everyMs = 100

/** Watches this process and the PostgreSQL backends of one application name while `work` runs. */
export async function watchingMemory<T>(
  admin: pg.Client,
  applicationName: string,
  work: () => Promise<T>,
): Promise<[T, Watched]> {
  const before = megabytes(process.memoryUsage.rss())
  const peak: Watched = { ms: 0, process_before_mb: before, process_peak_mb: before, backend_peak_mb: 0, backends: 0 }
  const seen = new Set<number>()
  let isOver = false
  async function watch() {
    while (!isOver) {
      const { rows } = await admin.query<{ pid: number }>(
        'select pid from pg_stat_activity where application_name = $1',
        [applicationName],
      )
      for (const { pid } of rows) {
        seen.add(pid)
        peak.backend_peak_mb = Math.max(peak.backend_peak_mb, ownMegabytes(pid))
      }
      peak.process_peak_mb = Math.max(peak.process_peak_mb, megabytes(process.memoryUsage.rss()))
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  }
  const watching = watch()
  try {
    const started = performance.now()
    const result = await work()
    peak.ms = Math.round(performance.now() - started)
    return [result, peak]
  } finally {
    isOver = true
    await watching
    peak.backends = seen.size
  }
}

/** What the process has allocated for itself; shared buffers belong to all. */
function ownMegabytes(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return megabytes(Number(/^Anonymous:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024)
  } catch {
    // It has ended, or this is not Linux.
    return 0
  }
}

/** Resident memory of a process (Linux only, else 0). */
export function residentMegabytes(pid: number): number {
  try {
    return megabytes(Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024)
  } catch {
    return 0
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024)
}
