import type { MigrationFailed } from './errors.ts'
import { type FleetOptions, forEachSchema } from './fleet.ts'
import { lockAttempts } from './patience.ts'

/** Tenants tried, one after the other, until one shows that the migration is good. */
const canaries = 3
const firstWave = 10
const growth = 10
/** The part of a wave that may fail before no further wave is begun. */
const failingPart = 0.1

export interface WaveOptions<Item> extends Omit<FleetOptions<Item>, 'attempts' | 'failureLimit'> {
  /** The one to go first; else the first ones in their order. */
  canary: Item | undefined
  /** Failures that a wave may have; unless given a tenth of the wave, and one at least. */
  failureLimit: number | undefined
  onCanary: (item: Item) => void
  /** Why a canary does not show that the migration is good, although it went through. */
  findFault: (item: Item) => Promise<string | undefined>
}

/** How far the waves came. */
export interface WaveResult {
  failures: MigrationFailed[]
  /** Why they ended early. */
  stopped: string | undefined
  /** Schemas that were not begun. */
  untouched: number
}

/**
 * One schema first, and when that is well ever larger waves, so that a bad migration meets few. Those whose tables are
 * in use come last, when nobody waits for them.
 */
export async function inWaves<Item>(items: readonly Item[], options: WaveOptions<Item>): Promise<WaveResult> {
  const { tried, failures, stopped } = await sendCanaries(items, options)
  const remaining = items.filter((item) => !tried.has(item))
  if (stopped !== undefined) return { failures, stopped, untouched: remaining.length }
  const busy: Item[] = []
  for (let size = firstWave; remaining.length > 0; size *= growth) {
    const wave = remaining.splice(0, size)
    const failureLimit = options.failureLimit ?? Math.max(1, Math.floor(wave.length * failingPart))
    const ended = await forEachSchema(wave, { ...options, attempts: 1, failureLimit })
    failures.push(...ended.failures)
    busy.push(...ended.busy.map(({ item }) => item))
    if (ended.failures.length > failureLimit) {
      const untouched = ended.untouched + busy.length + remaining.length
      return { failures, stopped: `${ended.failures.length} failed in a wave of ${wave.length}`, untouched }
    }
  }
  const last = await forEachSchema(busy, {
    ...options,
    attempts: lockAttempts,
    failureLimit: Number.POSITIVE_INFINITY,
  })
  failures.push(...last.failures, ...last.busy.map(({ failure }) => failure))
  return { failures, stopped: undefined, untouched: 0 }
}

/**
 * A canary that was named must go well. One that was not may fail for reasons of its own, which two further ones would
 * not have; and when its tables are in use, another one is asked instead.
 */
async function sendCanaries<Item>(items: readonly Item[], options: WaveOptions<Item>) {
  const { canary, onCanary, findFault } = options
  const candidates = canary === undefined ? items.slice(0, firstWave) : [canary]
  const attempts = canary === undefined ? 1 : lockAttempts
  const failures: MigrationFailed[] = []
  const faults: string[] = []
  const tried = new Set<Item>()
  for (const item of candidates) {
    if (tried.size === canaries) break
    onCanary(item)
    const ended = await forEachSchema([item], { ...options, attempts, failureLimit: 0 })
    const [unable] = ended.busy
    if (unable && canary === undefined) continue
    tried.add(item)
    const failure = unable?.failure ?? ended.failures[0]
    if (failure) failures.push(failure)
    const fault = failure?.message ?? (await findFault(item))
    if (fault === undefined) return { tried, failures, stopped: undefined }
    faults.push(fault)
  }
  const isOver = canary !== undefined || (tried.size === canaries && items.length > canaries)
  return { tried, failures, stopped: isOver ? `no canary was well: ${faults.join('; ')}` : undefined }
}
