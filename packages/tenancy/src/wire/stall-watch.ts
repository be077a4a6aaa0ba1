import type { Connection } from './connection.ts'

const stepMs = 25

/** Batches that each other connection answers meanwhile, before one batch counts as slow among them. */
const outlier = 8

/** Looks without any answer, after which all connections count as held. */
const patience = 4

interface Seen {
  current: object
  /** What all connections had answered when this batch was first seen. */
  answered: number
  looks: number
}

/**
 * Finds connections whose server is at one batch for long while others go on. That everything is slow, because the
 * machine is, is no reason to do anything twice. It looks only while something is under way.
 *
 * Invariant: what lies unread in the socket does not count. A process that is itself late reads first and judges then.
 */
export class StallWatch {
  private readonly connections: readonly Connection[]
  private readonly onStalled: (connection: Connection) => void
  private readonly seen = new WeakMap<Connection, Seen>()
  private answered = 0
  private timer: NodeJS.Timeout | undefined

  constructor(connections: readonly Connection[], onStalled: (connection: Connection) => void) {
    this.connections = connections
    this.onStalled = onStalled
  }

  /** To be called with each batch. */
  begin(): void {
    this.timer ??= setTimeout(() => setImmediate(() => this.look()), stepMs)
  }

  /** To be called with each answer. */
  ended(): void {
    this.answered++
  }

  private look(): void {
    this.timer = undefined
    let isBusy = false
    for (const connection of [...this.connections]) {
      const { current } = connection
      if (!current) continue
      isBusy = true
      const seen = this.seen.get(connection)
      if (seen?.current !== current) {
        this.seen.set(connection, { current, answered: this.answered, looks: 0 })
        continue
      }
      seen.looks++
      if (!this.isSlow(connection, seen)) continue
      connection.isStalled = true
      this.onStalled(connection)
    }
    if (isBusy) this.begin()
  }

  private isSlow(connection: Connection, { answered, looks }: Seen): boolean {
    const others = this.connections.filter((other) => other !== connection && !other.isStalled)
    const since = this.answered - answered
    if (others.length === 0) return since === 0 && looks >= patience
    return (
      others.some(({ depth }) => depth === 0) || since >= outlier * others.length || (since === 0 && looks >= patience)
    )
  }
}
