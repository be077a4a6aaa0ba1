import autocannon from 'autocannon'
import { cpuSeconds } from './cpu.ts'

export interface Target {
  /** The process that answers, and PostgreSQL's: what they use of the processor is measured. */
  serverPid: number
  databasePid: number
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
  /** Sent in turn instead of one and the same: what differs from the above. */
  requests?: { headers: Record<string, string> }[]
}

export interface Measured {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  p999Ms: number
  /** Processor time per request, in µs. */
  serverMicroseconds: number
  databaseMicroseconds: number
}

const usualConnections = 32

/** Loads one target for some seconds and refuses a run in which anything but success was answered. */
export async function load(
  { serverPid, databasePid, ...target }: Target,
  seconds: number,
  connections = usualConnections,
): Promise<Measured> {
  const before = { server: cpuSeconds(serverPid), database: cpuSeconds(databasePid) }
  const result = await autocannon({ ...target, connections, duration: seconds })
  const perRequest = (pid: number, start: number | undefined) =>
    Math.round((((cpuSeconds(pid) ?? Number.NaN) - (start ?? Number.NaN)) * 1e6) / result.requests.total)
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} requests to ${target.url} failed`)
  return {
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    p999Ms: result.latency.p99_9,
    serverMicroseconds: perRequest(serverPid, before.server),
    databaseMicroseconds: perRequest(databasePid, before.database),
  }
}

export interface Comparison {
  stoa: Measured
  peer: Measured
  /** Stoa's requests per second over the peer's: median of the ratios of neighbouring runs. */
  ratio: number
  ratios: number[]
  p99Ratio: number
}

/** Runs both sides alternately, so that a drift of the machine's speed meets both. */
export async function compare(stoa: Target, peer: Target, rounds: number, seconds: number): Promise<Comparison> {
  await load(stoa, 2)
  await load(peer, 2)
  const runs: { stoa: Measured; peer: Measured }[] = []
  for (let round = 0; round < rounds; round++) {
    const isStoaFirst = round % 2 === 0
    const first = await load(isStoaFirst ? stoa : peer, seconds)
    const second = await load(isStoaFirst ? peer : stoa, seconds)
    runs.push(isStoaFirst ? { stoa: first, peer: second } : { stoa: second, peer: first })
  }
  const ratios = runs.map((run) => run.stoa.requestsPerSecond / run.peer.requestsPerSecond)
  return {
    stoa: medianRun(runs.map((run) => run.stoa)),
    peer: medianRun(runs.map((run) => run.peer)),
    ratio: rounded(median(ratios)),
    ratios: ratios.map(rounded),
    p99Ratio: rounded(median(runs.map((run) => run.stoa.p99Ms / run.peer.p99Ms))),
  }
}

function medianRun(runs: Measured[]): Measured {
  return {
    requestsPerSecond: Math.round(median(runs.map((run) => run.requestsPerSecond))),
    p50Ms: median(runs.map((run) => run.p50Ms)),
    p99Ms: median(runs.map((run) => run.p99Ms)),
    p999Ms: median(runs.map((run) => run.p999Ms)),
    serverMicroseconds: median(runs.map((run) => run.serverMicroseconds)),
    databaseMicroseconds: median(runs.map((run) => run.databaseMicroseconds)),
  }
}

function median(values: number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)]!
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
