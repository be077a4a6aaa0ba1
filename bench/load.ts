import autocannon from 'autocannon'

export interface Target {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
}

export interface Measured {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
}

const connections = 32

/** Loads one target for some seconds and refuses a run in which anything but success was answered. */
export async function load(target: Target, seconds: number): Promise<Measured> {
  const result = await autocannon({ ...target, connections, duration: seconds })
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} requests to ${target.url} failed`)
  return { requestsPerSecond: result.requests.average, p50Ms: result.latency.p50, p99Ms: result.latency.p99 }
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
  }
}

function median(values: number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)]!
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
