/** No connection came free in time. */
export class ConnectionsBusy extends Error {
  override readonly name = 'ConnectionsBusy'
  readonly code = '53300'

  constructor(waitTimeoutMs: number) {
    super(`no database connection came free within ${waitTimeoutMs} ms`)
  }
}

interface Waiter<Place> {
  resolve: (place: Place | Promise<Place>) => void
  reject: (error: Error) => void
  timer: NodeJS.Timeout
}

/** Callers that wait for a place, first come, first served, and none for longer than the timeout. */
export class WaitingLine<Place> {
  private readonly waiters = new Set<Waiter<Place>>()
  private readonly timeoutMs: number

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs
  }

  get length(): number {
    return this.waiters.size
  }

  /** @throws ConnectionsBusy */
  wait(): Promise<Place> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiters.delete(waiter)
        reject(new ConnectionsBusy(this.timeoutMs))
      }, this.timeoutMs)
      const waiter: Waiter<Place> = { resolve, reject, timer }
      this.waiters.add(waiter)
    })
  }

  /** Gives it to the caller who has waited longest, if anybody waits. */
  serve(place: Place | Promise<Place>): void {
    this.takeFirst()?.resolve(place)
  }

  refuseAll(error: Error): void {
    for (let waiter = this.takeFirst(); waiter; waiter = this.takeFirst()) waiter.reject(error)
  }

  private takeFirst(): Waiter<Place> | undefined {
    const [first] = this.waiters
    if (!first) return undefined
    this.waiters.delete(first)
    clearTimeout(first.timer)
    return first
  }
}
