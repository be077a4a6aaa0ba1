import { clearAnswers, type Execution } from './batch.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import { isRefusedBySession } from './database-error.ts'
import { areDescribed, describeAll, forgetAll, isStalePreparation } from './describe.ts'
import { StallWatch } from './stall-watch.ts'
import { WaitingLine } from './waiting-line.ts'

export interface SharedOptions extends ConnectionOptions {
  /** Connections at most; few serve many, because each carries several batches at once. */
  size: number
  /** Batches under way on one connection before further ones wait for room. */
  depthLimit: number
  /** Whether batches only read, so that one that waits behind a slow one can be sent again elsewhere. */
  onlyReads?: boolean
}

/** Tables may change, and sessions be changed by a pooler, once more while a statement is being prepared anew. */
const attemptsToPrepare = 3

/**
 * Connections that many callers use at the same time, each for one batch that is a transaction by itself. A batch takes
 * the least busy connection; a further connection is opened only when all are busy.
 *
 * No batch is put behind one that takes long while others go on, and reads that were already there are sent again on
 * another connection, so a slow read holds up nobody for longer than some 50 ms. While connections are held by slow
 * batches there may be twice as many.
 */
export class SharedConnections {
  private readonly connections: Connection[] = []
  private readonly waiting: WaitingLine<Connection>
  private readonly options: SharedOptions
  private readonly opening = new Set<Promise<void>>()
  private readonly stallWatch = new StallWatch(this.connections, (connection) => this.relieve(connection))
  private isClosed = false

  constructor(options: SharedOptions) {
    this.options = options
    this.waiting = new WaitingLine(options.connectTimeoutMs)
  }

  get stats() {
    return {
      connections: this.connections.length,
      inFlight: this.connections.reduce((sum, connection) => sum + connection.depth, 0),
      waiting: this.waiting.length,
    }
  }

  /** A batch that failed did nothing, so one that a suspect session refused is tried once in another. */
  async run(executions: readonly Execution[]): Promise<void> {
    try {
      await this.runOnce(executions)
    } catch (error) {
      if (!isRefusedBySession(error)) throw error
      clearAnswers(executions)
      await this.runOnce(executions)
    }
  }

  async close(): Promise<void> {
    this.isClosed = true
    this.waiting.refuseAll(new Error('the connections are closed'))
    await Promise.all([...this.opening, ...this.connections.splice(0).map((connection) => connection.close())])
  }

  private async runOnce(executions: readonly Execution[]): Promise<void> {
    if (this.isClosed) throw new Error('the connections are closed')
    const connection = this.pick() ?? (await this.waiting.wait())
    for (let attempts = 1; ; attempts++) {
      try {
        if (!areDescribed(executions) && !connection.isClosed) await describeAll(connection, executions)
        return await this.runOn(connection, executions)
      } catch (error) {
        if (!isStalePreparation(error) || attempts === attemptsToPrepare) throw error
        // Sent again in the same turn, so that it prepares what it uses by itself.
        forgetAll(connection, executions, error)
        clearAnswers(executions)
      }
    }
  }

  /** A connection that was replaced while something was awaited was sent nothing of ours: another one takes it. */
  private runOn(connection: Connection, executions: readonly Execution[]): Promise<void> {
    if (connection.isClosed) return this.runOnce(executions)
    // Behind a pooler a batch may wait for a session, and sending it again would make all wait longer.
    if (!this.options.nameStatement) this.stallWatch.begin()
    return connection.run(executions)
  }

  /** Sends what waits behind a slow batch on a connection that is not held by one. */
  private relieve(stalled: Connection): void {
    if (this.unstalled === 0) this.openAnother()
    if (this.unstalled === 0 || !this.options.onlyReads) return
    for (const batch of stalled.takeWaiting()) {
      this.runOnce(batch.executions).then(() => batch.settle(undefined), batch.settle)
    }
  }

  private pick(): Connection | undefined {
    let best: Connection | undefined
    for (const connection of this.connections) {
      if (connection.isStalled) continue
      if (best === undefined || connection.depth < best.depth) best = connection
    }
    if (best?.depth !== 0) this.openAnother()
    return best !== undefined && best.depth < this.options.depthLimit ? best : undefined
  }

  private openAnother(): void {
    if (this.isClosed || this.opening.size + this.unstalled >= this.options.size) return
    if (this.opening.size + this.connections.length >= 2 * this.options.size) return
    const opening = Connection.open(this.options).then(
      (connection) => {
        this.opening.delete(opening)
        return this.admit(connection)
      },
      (error) => {
        this.opening.delete(opening)
        if (this.connections.length === 0 && this.opening.size === 0) this.waiting.refuseAll(error)
      },
    )
    this.opening.add(opening)
  }

  private get unstalled(): number {
    return this.connections.reduce((count, connection) => (connection.isStalled ? count : count + 1), 0)
  }

  private async admit(connection: Connection): Promise<void> {
    if (this.isClosed) return connection.close()
    this.connections.push(connection)
    connection.onIdle = () => {
      this.stallWatch.ended()
      if (this.isSpare(connection)) this.retire(connection)
      else this.serveWaiting(connection, connection.depth === 0 ? this.options.depthLimit : 1)
    }
    connection.onClose = () => this.drop(connection)
    this.serveWaiting(connection, this.options.depthLimit)
  }

  private serveWaiting(connection: Connection, room: number): void {
    for (let served = 0; served < room && this.waiting.length > 0; served++) this.waiting.serve(connection)
  }

  private isSpare(connection: Connection): boolean {
    return connection.isSpent || (connection.depth === 0 && this.unstalled > this.options.size)
  }

  /** Takes no more batches; those under way are answered first. */
  private retire(connection: Connection): void {
    this.drop(connection)
    if (connection.depth === 0) void connection.close()
  }

  private drop(connection: Connection): void {
    const index = this.connections.indexOf(connection)
    if (index >= 0) this.connections.splice(index, 1)
    if (this.waiting.length > 0) this.openAnother()
  }
}
