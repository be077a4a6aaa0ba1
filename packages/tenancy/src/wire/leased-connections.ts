import { Connection, type ConnectionOptions } from './connection.ts'
import { Shares } from './shares.ts'
import { WaitingLine } from './waiting-line.ts'

export interface LeasedOptions extends ConnectionOptions {
  /** Connections at most. */
  size: number
  /** How long a caller waits for one before it is refused. */
  waitTimeoutMs: number
}

/** Connections lent to one caller at a time: interactive transactions, and statements that take long. */
export class LeasedConnections {
  private readonly idle: Connection[] = []
  private readonly all = new Set<Connection>()
  private readonly waiting: WaitingLine<Connection>
  private readonly shares: Shares
  private readonly options: LeasedOptions
  private opening = 0
  private isClosed = false

  constructor(options: LeasedOptions) {
    this.options = options
    this.waiting = new WaitingLine(options.waitTimeoutMs)
    this.shares = new Shares(options.size, options.waitTimeoutMs)
  }

  get stats() {
    return {
      connections: this.all.size,
      inFlight: this.all.size - this.idle.length,
      waiting: this.waiting.length,
    }
  }

  /** @param holder whose work it is: none takes all connections while others need some */
  async lease(holder?: string): Promise<Connection> {
    if (holder === undefined) return this.leaseAny()
    await this.shares.enter(holder)
    try {
      return await this.leaseAny()
    } catch (error) {
      this.shares.leave(holder)
      throw error
    }
  }

  private async leaseAny(): Promise<Connection> {
    if (this.isClosed) throw new Error('the connections are closed')
    const connection = this.idle.pop()
    if (connection) return connection
    if (this.all.size + this.opening < this.options.size) return this.open()
    return this.waiting.wait()
  }

  /**
   * Gives the connection back. It must not be inside a transaction; a broken or spent one is closed and replaced when
   * needed.
   */
  release(connection: Connection, holder?: string): void {
    if (holder !== undefined) this.shares.leave(holder)
    if (connection.isSpent) this.discard(connection)
    if (this.waiting.length > 0) this.waiting.serve(connection.isClosed ? this.open() : connection)
    else if (!connection.isClosed) this.idle.push(connection)
  }

  async close(): Promise<void> {
    this.isClosed = true
    const closed = new Error('the connections are closed')
    this.shares.refuseAll(closed)
    this.waiting.refuseAll(closed)
    await Promise.all([...this.all].map((connection) => connection.close()))
  }

  private async open(): Promise<Connection> {
    this.opening++
    try {
      const connection = await Connection.open(this.options)
      if (this.isClosed) {
        await connection.close()
        throw new Error('the connections are closed')
      }
      this.all.add(connection)
      connection.onClose = () => this.drop(connection)
      return connection
    } finally {
      this.opening--
    }
  }

  /** Its place is free at once, whatever time the closing takes. */
  private discard(connection: Connection): void {
    this.drop(connection)
    void connection.close()
  }

  private drop(connection: Connection): void {
    this.all.delete(connection)
    const index = this.idle.indexOf(connection)
    if (index >= 0) this.idle.splice(index, 1)
  }
}
