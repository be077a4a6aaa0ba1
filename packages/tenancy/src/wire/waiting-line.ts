import type { Connection } from './connection.ts'

/** No connection came free in time. */
export class ConnectionsBusy extends Error {
  override readonly name = 'ConnectionsBusy'
  readonly code = '53300'

  constructor(waitTimeoutMs: number) {
    super(`no database connection came free within ${waitTimeoutMs} ms`)
  }
}

interface Waiter {
  resolve: (connection: Connection | Promise<Connection>) => void
  reject: (error: Error) => void
  timer: NodeJS.Timeout
}

/** Callers that wait for a connection, first come, first served, and none for longer than the timeout. */
export class WaitingLine {
  private readonly waiters = new Set<Waiter>()
  private readonly timeoutMs: number

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs
  }

  get length(): number {
    return this.waiters.size
  }

  /** @throws ConnectionsBusy */
  wait(): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiters.delete(waiter)
        reject(new ConnectionsBusy(this.timeoutMs))
      }, this.timeoutMs)
      const waiter: Waiter = { resolve, reject, timer }
      this.waiters.add(waiter)
    })
  }

  /** Gives it to the caller who has waited longest, if anybody waits. */
  serve(connection: Connection | Promise<Connection>): void {
    this.takeFirst()?.resolve(connection)
  }

  refuseAll(error: Error): void {
    for (let waiter = this.takeFirst(); waiter; waiter = this.takeFirst()) waiter.reject(error)
  }

  private takeFirst(): Waiter | undefined {
    const [first] = this.waiters
    if (!first) return undefined
    this.waiters.delete(first)
    clearTimeout(first.timer)
    return first
  }
}
