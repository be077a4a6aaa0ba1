import { Histogram, type Registry } from 'prom-client'

const bucketsInSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What is observed for calls of no known operation, whatever path they had. */
const none = 'none'

type Child = Histogram.Internal<'operation' | 'status'>

/**
 * How long calls took, by operation and class of status (`2xx`). Operations are a closed list, so the number of series is
 * bounded; each is made when it is first needed and kept, so that a call looks up neither labels nor makes any.
 */
export function requestDuration(registry: Registry, operations: readonly string[]) {
  const histogram = new Histogram({
    name: 'stoa_http_request_duration_seconds',
    help: 'Time from the head of a request to its answer, by operation and class of status.',
    labelNames: ['operation', 'status'],
    buckets: bucketsInSeconds,
    registers: [registry],
  })
  const known = new Map<string, Child[]>([...operations, none].map((operation) => [operation, []]))

  return (operation: string, status: number, durationMs: number): void => {
    const name = known.has(operation) ? operation : none
    const children = known.get(name)!
    const statusClass = Math.floor(status / 100)
    children[statusClass] ??= histogram.labels(name, `${statusClass}xx`)
    children[statusClass].observe(durationMs / 1000)
  }
}
