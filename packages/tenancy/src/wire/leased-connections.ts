import { Connection, type ConnectionOptions } from './connection.ts'

export interface LeasedOptions extends ConnectionOptions {
  /** Connections at most. */
  size: number
  /** How long a caller waits for one before it is refused. */
  waitTimeoutMs: number
}

/** No connection came free in time. */
export class ConnectionsBusy extends Error {
  override readonly name = 'ConnectionsBusy'
  readonly code = '53300'

  constructor(waitTimeoutMs: number) {
    super(`no database connection came free within ${waitTimeoutMs} ms`)
  }
}

interface Waiter {
  resolve: (connection: Connection) => void
  reject: (error: Error) => void
  timer: NodeJS.Timeout
}

/** Connections lent to one caller at a time: interactive transactions, and statements that take long. */
export class LeasedConnections {
  private readonly idle: Connection[] = []
  private readonly all = new Set<Connection>()
  private readonly waiting: Waiter[] = []
  private readonly options: LeasedOptions
  private opening = 0
  private isClosed = false

  constructor(options: LeasedOptions) {
    this.options = options
  }

  get stats() {
    return {
      connections: this.all.size,
      inFlight: this.all.size - this.idle.length,
      waiting: this.waiting.length,
    }
  }

  async lease(): Promise<Connection> {
    if (this.isClosed) throw new Error('the connections are closed')
    const connection = this.idle.pop()
    if (connection) return connection
    if (this.all.size + this.opening < this.options.size) return this.open()
    return this.wait()
  }

  /**
   * Gives the connection back. It must not be inside a transaction; a broken or spent one is closed and replaced when
   * needed.
   */
  release(connection: Connection): void {
    if (connection.isSpent) this.discard(connection)
    const waiter = this.waiting.shift()
    if (waiter === undefined) {
      if (!connection.isClosed) this.idle.push(connection)
      return
    }
    clearTimeout(waiter.timer)
    if (connection.isClosed) this.open().then(waiter.resolve, waiter.reject)
    else waiter.resolve(connection)
  }

  async close(): Promise<void> {
    this.isClosed = true
    for (const waiter of this.waiting.splice(0)) {
      clearTimeout(waiter.timer)
      waiter.reject(new Error('the connections are closed'))
    }
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

  private wait(): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const index = this.waiting.findIndex((waiter) => waiter.timer === timer)
        if (index >= 0) this.waiting.splice(index, 1)
        reject(new ConnectionsBusy(this.options.waitTimeoutMs))
      }, this.options.waitTimeoutMs)
      this.waiting.push({ resolve, reject, timer })
    })
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
