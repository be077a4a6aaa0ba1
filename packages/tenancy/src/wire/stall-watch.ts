import type { Connection } from './connection.ts'

/** How long a batch may keep others waiting behind it: one to two of these. Far more than any hot query takes. */
const stepMs = 25

/**
 * Finds connections whose server is at one batch for long. It looks only while something is under way.
 *
 * Invariant: what lies unread in the socket does not count. A process that is itself late reads first and judges then.
 */
export class StallWatch {
  private readonly connections: readonly Connection[]
  private readonly onStalled: (connection: Connection) => void
  private readonly seen = new WeakMap<Connection, object>()
  private timer: NodeJS.Timeout | undefined

  constructor(connections: readonly Connection[], onStalled: (connection: Connection) => void) {
    this.connections = connections
    this.onStalled = onStalled
  }

  /** To be called with each batch. */
  begin(): void {
    this.timer ??= setTimeout(() => setImmediate(() => this.look()), stepMs)
  }

  private look(): void {
    this.timer = undefined
    let isBusy = false
    for (const connection of [...this.connections]) {
      const { current } = connection
      if (!current) continue
      isBusy = true
      if (this.seen.get(connection) === current) {
        connection.isStalled = true
        this.onStalled(connection)
      }
      this.seen.set(connection, current)
    }
    if (isBusy) this.begin()
  }
}
