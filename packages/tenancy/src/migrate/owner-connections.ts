import type pg from 'pg'
import { openConnection } from './owner-connection.ts'

/**
 * Schemas a connection works on before another takes its place: its backend keeps what it has read of each one's
 * catalogue, some 100 kB with the tables of this product, until it ends.
 */
const schemasPerConnection = 250

/** Connections for work on many schemas. One that was lost, or has seen enough schemas, is replaced. */
export class OwnerConnections {
  private readonly url: string
  private readonly idle: pg.Client[] = []
  private readonly uses = new WeakMap<pg.Client, number>()
  private readonly lost = new WeakSet<pg.Client>()

  constructor(url: string) {
    this.url = url
  }

  async take(): Promise<pg.Client> {
    const idle = this.idle.pop()
    if (idle) return idle
    const client = await openConnection(this.url)
    client.on('end', () => this.lost.add(client))
    return client
  }

  async giveBack(client: pg.Client): Promise<void> {
    const uses = (this.uses.get(client) ?? 0) + 1
    this.uses.set(client, uses)
    if (uses < schemasPerConnection && !this.lost.has(client)) this.idle.push(client)
    else await client.end()
  }

  async close(): Promise<void> {
    await Promise.all(this.idle.splice(0).map((client) => client.end()))
  }
}
