import type { Client } from 'pg'

/** The time is up; a statement that is under way then is ended by the database. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime'
}

/** Whether it took too long, by our clock or the database's. */
export function isOutOfTime(error: unknown): boolean {
  return error instanceof OutOfTime || (error as { code?: string }).code === '57014'
}

/** The end of a pause, for statements of an open transaction that have to be done by then. */
export class Deadline {
  private readonly client: Client
  private readonly at: number
  /** What the database was last told. */
  private toldMs = Number.POSITIVE_INFINITY

  constructor(client: Client, afterMs: number) {
    this.client = client
    this.at = performance.now() + afterMs
  }

  get leftMs(): number {
    return Math.floor(this.at - performance.now())
  }

  /** Before each piece of work. The database is told again only when its last word would be far off. */
  async hurry(): Promise<void> {
    const { leftMs } = this
    if (leftMs <= 0) throw new OutOfTime('the time is up')
    if (leftMs > this.toldMs * 0.9) return
    this.toldMs = leftMs
    await this.client.query(`set local statement_timeout = ${leftMs}; set local lock_timeout = ${leftMs}`)
  }
}
