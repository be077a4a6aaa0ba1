import pg from 'pg'

export interface Outcome {
  /** SQLSTATE of the statement that was refused; undefined when all succeeded. */
  code: string | undefined
  /** What the last statement met or changed. */
  rowCount: number
  rows: Record<string, unknown>[]
  /** Everything that came back: rows, copied data, notices, notifications, the error with its details. */
  text: string
  sent: string
}

const asNeighbour = '(neighbour) '

interface Bindings {
  own: string
  neighbours: string
}

/**
 * Somebody with arbitrary SQL on a connection of a runtime role, inside a transaction bound to a tenant; or on one of a
 * tenant's own login, which nothing binds.
 */
export class Intruder {
  private readonly client: pg.Client
  private readonly bindings: Bindings | undefined
  private heard = ''
  private last: pg.QueryResult | undefined

  private constructor(client: pg.Client, bindings: Bindings | undefined) {
    this.client = client
    this.bindings = bindings
    client.on('error', () => {})
    client.on('notice', (notice) => this.hear(notice.message, notice.detail, notice.where))
    client.on('notification', ({ channel, payload }) => this.hear(channel, payload))
    const { connection } = client as unknown as { connection: NodeJS.EventEmitter }
    connection.on('copyData', ({ chunk }: { chunk: Buffer }) => this.hear(chunk.toString()))
  }

  static async connect(url: string, bindings?: Bindings): Promise<Intruder> {
    const client = new pg.Client({ connectionString: url, statement_timeout: 20_000 })
    await client.connect()
    return new Intruder(client, bindings)
  }

  /** Runs all of it up to the first refusal, and commits what it can. */
  async run(statements: readonly string[]): Promise<Outcome> {
    let code: string | undefined
    try {
      await this.begin(this.bindings?.own)
      for (const statement of statements) await this.step(statement)
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error
      code = error.code
      this.hear(error.message, error.detail, error.hint, error.where, error.constraint, error.column)
    }
    await this.client.query('commit').catch(() => undefined)
    const rows = (this.last?.rows ?? []) as Record<string, unknown>[]
    return { code, rowCount: this.last?.rowCount ?? 0, rows, text: this.heard, sent: statements.join('\n') }
  }

  async leave(): Promise<void> {
    await this.client.end()
  }

  private async begin(binding: string | undefined): Promise<void> {
    await this.client.query('begin')
    if (binding !== undefined) await this.client.query('select tenancy.bind($1)', [binding])
  }

  private async step(statement: string): Promise<void> {
    if (!statement.startsWith(asNeighbour)) return this.query(statement)
    // As a pool does: the connection is used for the next tenant, and then for this one again.
    await this.client.query('commit')
    await this.begin(this.bindings?.neighbours)
    await this.client.query(statement.slice(asNeighbour.length))
    await this.client.query('commit')
    await this.begin(this.bindings?.own)
  }

  /** With the simple protocol, which takes several statements and every command. */
  private async query(statement: string): Promise<void> {
    const answer: pg.QueryResult | pg.QueryResult[] = await this.client.query(statement)
    for (const one of [answer].flat()) {
      this.last = one
      this.hear(JSON.stringify(one.rows))
    }
  }

  private hear(...texts: (string | undefined)[]): void {
    this.heard += `${texts.join('\n')}\n`
  }
}
