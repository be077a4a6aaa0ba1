import type pg from 'pg'
import type { Try } from './attack.ts'

/** How a try ended: by an error, or with rows read or written. */
export interface Outcome {
  /** SQLSTATE; undefined for success. */
  code: string | undefined
  rows: number
  /** Everything that came back: rows, copied data, or the error with its details. */
  text: string
}

interface Answer {
  rowCount: number | null
  rows: unknown[]
}

/** Tries statements in one transaction and undoes each, so that thousands cost one binding. */
export class Session {
  private readonly client: pg.Client
  private copied = ''

  constructor(client: pg.Client) {
    this.client = client
    const { connection } = client as unknown as { connection: NodeJS.EventEmitter }
    connection.on('copyData', ({ chunk }: { chunk: Buffer }) => {
      this.copied += chunk.toString()
    })
  }

  /** Runs the body in a transaction with this binding, set past `tenancy.bind` as smuggled SQL would. */
  async bound(binding: string | undefined, body: () => Promise<void>): Promise<void> {
    await this.client.query('begin')
    if (binding !== undefined) await this.client.query(`select set_config('tenancy.binding', $1, true)`, [binding])
    await this.client.query('savepoint before')
    try {
      await body()
    } finally {
      await this.client.query('rollback')
    }
  }

  /** @param isReading there is nothing to undo unless it fails */
  async tried(steps: Try, isReading = false): Promise<Outcome> {
    this.copied = ''
    let isUndone = !isReading
    try {
      let answer: Answer = { rowCount: 0, rows: [] }
      for (const { sql, parameters } of steps) answer = await this.client.query(sql, parameters)
      return { code: undefined, rows: answer.rowCount ?? 0, text: this.copied + JSON.stringify(answer.rows) }
    } catch (error) {
      const { code, message, detail, hint, where } = error as pg.DatabaseError
      if (code === undefined) throw error
      isUndone = true
      return { code, rows: 0, text: [message, detail, hint, where].join('\n') }
    } finally {
      if (isUndone) await this.client.query('rollback to before')
    }
  }
}
