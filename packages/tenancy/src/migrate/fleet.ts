import type { Client } from 'pg'
import { MigrationFailed } from './errors.ts'
import { withConnection } from './owner-connection.ts'

export interface FleetOptions {
  ownerUrl: string
  connections: number
  /** Told after each schema, whether it went well or not. */
  onSchema: () => void
}

/**
 * Works on many schemas over a few connections. A schema that fails is reported and holds up no other; a fault of
 * another kind (a lost connection) is thrown when the others are through.
 */
export async function forEachSchema<Item>(
  items: readonly Item[],
  { ownerUrl, connections, onSchema }: FleetOptions,
  body: (client: Client, item: Item) => Promise<void>,
): Promise<MigrationFailed[]> {
  const failures: MigrationFailed[] = []
  const remaining = items.values()
  async function workThrough(client: Client) {
    for (const item of remaining) {
      try {
        await body(client, item)
      } catch (error) {
        if (!(error instanceof MigrationFailed)) throw error
        failures.push(error)
      }
      onSchema()
    }
  }
  const workers = Math.min(connections, items.length)
  const ends = await Promise.allSettled(Array.from({ length: workers }, () => withConnection(ownerUrl, workThrough)))
  const broken = ends.find((end) => end.status === 'rejected')
  if (broken) throw broken.reason
  return failures
}
