import { collectDefaultMetrics, Registry } from 'prom-client'

let registry: Registry | undefined

/**
 * Processor time, memory, garbage collection and lag of the event loop. They are the process's, and what observes them
 * cannot be taken back: so they are made once, however many platforms the process runs.
 */
export function processMetrics(): Registry {
  if (!registry) {
    registry = new Registry()
    collectDefaultMetrics({ register: registry })
  }
  return registry
}
