import type { Client } from 'pg'
import { MigrationFailed } from './errors.ts'
import type { OwnerConnections } from './owner-connections.ts'
import { lockTimeoutMs } from './patience.ts'
import { type Turn, Turns } from './turns.ts'

/** Work on one of many schemas, in one transaction or several; called again after contention. */
export type SchemaWork<Item> = (client: Client, item: Item, lockTimeoutMs: number) => Promise<void>

export interface FleetOptions<Item> {
  connections: OwnerConnections
  /** Schemas worked on at the same time. */
  width: number
  /** Turns a schema gets while its tables are busy. */
  attempts: number
  /** When more fail than this, no further schema is begun. */
  failureLimit: number
  work: SchemaWork<Item>
  /** Told after each schema, whether it went well or not. */
  onSchema: () => void
  /** Told when a schema's tables are busy. */
  onBusy: (item: Item) => void
}

/** How work on many schemas ended. */
export interface FleetResult<Item> {
  failures: MigrationFailed[]
  /** Items whose tables were in use in every turn they had. */
  busy: { item: Item; failure: MigrationFailed }[]
  /** How many were not begun. */
  untouched: number
}

/**
 * Works on many schemas at a time. One that fails is reported and holds up no other; one whose tables are busy gets
 * another turn, and the others go on meanwhile. A fault of another kind is thrown when the others are through.
 */
export async function forEachSchema<Item>(
  items: readonly Item[],
  options: FleetOptions<Item>,
): Promise<FleetResult<Item>> {
  const { connections, width, attempts, failureLimit, work, onSchema, onBusy } = options
  const result: FleetResult<Item> = { failures: [], busy: [], untouched: items.length }
  const turns = new Turns(items)
  async function take({ item, attempt }: Turn<Item>) {
    if (attempt === 1) result.untouched--
    const client = await connections.take()
    try {
      await work(client, item, lockTimeoutMs(attempt))
    } catch (error) {
      if (!(error instanceof MigrationFailed)) throw error
      if (!error.mayPass) result.failures.push(error)
      else {
        onBusy(item)
        if (attempt < attempts) turns.defer({ item, attempt })
        else result.busy.push({ item, failure: error })
        return
      }
    } finally {
      await connections.giveBack(client)
    }
    onSchema()
  }
  async function workThrough() {
    while (result.failures.length <= failureLimit) {
      const turn = await turns.next()
      if (!turn) return
      await take(turn)
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, workThrough))
  const broken = ends.find((end) => end.status === 'rejected')
  if (broken) throw broken.reason
  return result
}
