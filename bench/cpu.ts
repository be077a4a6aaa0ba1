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
    return [own, ...children].reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0) / ticksPerSecond
  } catch {
    return undefined
  }
}

function statOf(pid: number): { parent: number; ticks: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
  } catch {
    return undefined
  }
}
