import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks per second in /proc, fixed on Linux. */
const ticksPerSecond = 100

/**
 * Processor seconds that a process and its children have used so far (user and system), or undefined where the system
 * does not tell. Unlike throughput it hardly moves when other work shares the machine.
 */
export function cpuSeconds(pid: number): number | undefined {
  try {
    const own = statOf(pid)
    const children = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => statOf(Number(name)) ?? [])
      .filter(({ parent }) => parent === pid)
    const ticks = [own, ...children].reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0)
    return (ticks + (own?.endedTicks ?? 0)) / ticksPerSecond
  } catch {
    return undefined
  }
}

interface Stat {
  parent: number
  ticks: number
  /** Those of children that have ended. */
  endedTicks: number
}

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [ticks, endedTicks] = [11, 13].map((field) => Number(fields[field]) + Number(fields[field + 1]))
    return { parent: Number(fields[1]), ticks: ticks!, endedTicks: endedTicks! }
  } catch {
    return undefined
  }
}
