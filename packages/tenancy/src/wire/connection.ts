import type { Socket } from 'node:net'
import pg from 'pg'
import { readAffected, readFields, readParameterTypes } from './answers.ts'
import { type Batch, type Execution, newBatch, type Prepared, passedOver } from './batch.ts'
import { CatalogueBudget } from './catalogue-budget.ts'
import { ConnectionLost, DatabaseError, isCutOff, isSessionFault, readErrorFields } from './database-error.ts'
import { MessageReader } from './message-reader.ts'
import { encodeAll } from './parameters.ts'
import { PreparedNames } from './prepared-names.ts'
import { rowReader } from './row-reader.ts'
import { rowWriter } from './row-text.ts'
import { Writer } from './writer.ts'

export interface ConnectionOptions {
  url: string
  applicationName: string
  connectTimeoutMs: number
  /** Whether statements are parsed once and used by name; else each is parsed each time. */
  prepare: boolean
  /**
   * Behind a pooler in transaction mode: calls a statement the same in every session, because another session may serve
   * the next batch. Nobody but us may be able to tell the name.
   */
  nameStatement?: ((text: string) => string) | undefined
  /** Statements prepared in its life before it should be replaced; see `defaultCatalogueBudget`. */
  catalogueBudget?: number
}

/**
 * One PostgreSQL connection that takes many batches without waiting for the answers in between. `pg` connects and
 * authenticates (TLS, SCRAM); from then on the socket is ours, because `pg` runs one statement at a time.
 */
export class Connection {
  /** Batches sent and not yet answered, oldest first. */
  private readonly inFlight: Batch[] = []
  private readonly socket: Socket
  private readonly writer = new Writer()
  private readonly names: PreparedNames
  private readonly usesNames: boolean
  private readonly isPooled: boolean
  private readonly budget: CatalogueBudget
  private isFlushScheduled = false
  isClosed = false
  /**
   * Whether the session may no longer be as it began: SQL smuggled into a statement can leave settings behind that hurt
   * whoever comes next. What is under way may end; nothing new should begin here.
   */
  isSuspect = false
  /** Whether the server has been at one batch for long; others should not be put behind it. */
  isStalled = false
  /** Called once, when the connection can no longer be used. */
  onClose: () => void = () => {}
  /** Called when a batch was answered. */
  onIdle: () => void = () => {}

  private constructor(client: pg.Client, options: ConnectionOptions) {
    this.usesNames = options.prepare
    this.isPooled = options.nameStatement !== undefined
    this.names = new PreparedNames(options.nameStatement)
    this.budget = new CatalogueBudget(options.catalogueBudget)
    this.socket = (client as unknown as { connection: { stream: Socket } }).connection.stream
    this.socket.removeAllListeners('data')
    const reader = new MessageReader((kind, buffer, start, end) => this.onMessage(kind, buffer, start, end))
    this.socket.on('data', (chunk) => this.receive(reader, chunk))
    this.socket.on('close', () => this.fail(new ConnectionLost()))
    client.on('error', (error) => this.fail(new ConnectionLost(error)))
  }

  static async open(options: ConnectionOptions): Promise<Connection> {
    const client = new pg.Client({
      connectionString: options.url,
      application_name: options.applicationName,
      connectionTimeoutMillis: options.connectTimeoutMs,
      keepAlive: true,
    })
    // A server that ends in the moment between sends its reason to a client nobody listens to yet.
    client.on('error', () => {})
    await client.connect().catch((error: Error) => {
      throw isCutOff(error) ? new ConnectionLost(error) : error
    })
    const connection = new Connection(client, options)
    if (connection.socket.destroyed) throw new ConnectionLost()
    return connection
  }

  get depth(): number {
    return this.inFlight.length
  }

  /** Whether another connection should take its place: it is suspect, or its backend has read enough catalogue. */
  get isSpent(): boolean {
    return this.isSuspect || this.budget.isSpent
  }

  /** The batch the server is at: the same object as long as it is. */
  get current(): Batch | undefined {
    return this.inFlight[0]
  }

  /**
   * Takes the batches that wait behind the current one, to be sent on another connection. The server will still do what
   * they say, so they must only read.
   */
  takeWaiting(): Batch[] {
    const taken: Batch[] = []
    for (const [index, batch] of this.inFlight.entries()) {
      if (index === 0 || batch.isPassedOver || batch.executions.length === 0) continue
      this.inFlight[index] = passedOver(batch)
      taken.push(batch)
    }
    return taken
  }

  /** Sends the batch; its statements must have been described. Rejects with the first error, after the server's Sync. */
  async run(executions: readonly Execution[]): Promise<void> {
    if (this.isClosed) throw new ConnectionLost()
    const parameters = encodeAll(executions)
    const batch = newBatch(executions)
    const answered = this.settled(batch)
    for (const [index, execution] of executions.entries()) this.encode(batch, execution, parameters[index]!)
    this.send(batch)
    return answered
  }

  /** Asks the server for a statement's parameter types and columns. */
  async describe(prepared: Prepared): Promise<void> {
    if (this.isClosed) throw new ConnectionLost()
    const batch = newBatch([])
    const answered = this.settled(batch)
    this.writer.parse('', prepared.text, [])
    this.writer.describeStatement('')
    this.send(batch)
    await answered
    prepared.about.description = {
      parameterTypes: batch.parameterTypes,
      readRow: batch.fields && rowReader(batch.fields),
      writeRow: batch.fields && rowWriter(batch.fields),
    }
  }

  /** Lets the server forget how it prepared this statement, after its tables changed. */
  forget(prepared: Prepared): void {
    const name = this.names.get(prepared)
    if (name === undefined) return
    this.names.delete(prepared)
    this.writer.closeStatement(name)
  }

  async close(): Promise<void> {
    if (this.isClosed) return
    this.isClosed = true
    this.writer.terminate()
    this.socket.end(this.writer.take())
    await new Promise<void>((resolve) => {
      const force = setTimeout(() => this.socket.destroy(), 1_000)
      this.socket.once('close', () => {
        clearTimeout(force)
        resolve()
      })
    })
  }

  private settled(batch: Batch): Promise<void> {
    return new Promise((resolve, reject) => {
      batch.settle = (error) => (error ? reject(error) : resolve())
    })
  }

  private send(batch: Batch): void {
    this.writer.sync()
    this.inFlight.push(batch)
    this.scheduleFlush()
  }

  private encode(batch: Batch, execution: Execution, parameters: (string | null)[]): void {
    const { prepared } = execution
    let name = this.names.get(prepared)
    if (name === undefined) {
      name = this.usesNames ? this.assignName(prepared) : ''
      // A pooler's session may have it from another connection already; closing what is not there is no error.
      if (this.isPooled && name !== '') this.writer.closeStatement(name)
      // Another connection would not be another backend there.
      if (!this.isPooled) this.budget.note(prepared)
      this.writer.parse(name, prepared.text, prepared.about.description?.parameterTypes ?? [])
      batch.parsing.push(prepared)
    }
    this.writer.bind(name, parameters)
    this.writer.execute()
  }

  private assignName(prepared: Prepared): string {
    if (this.names.surplus) this.forget(this.names.surplus)
    return this.names.assign(prepared)
  }

  /** Batches begun in the same turn of the event loop leave in one write. */
  private scheduleFlush(): void {
    if (this.isFlushScheduled) return
    this.isFlushScheduled = true
    process.nextTick(() => {
      this.isFlushScheduled = false
      if (!this.isClosed) this.socket.write(this.writer.take())
    })
  }

  private receive(reader: MessageReader, chunk: Buffer): void {
    try {
      reader.push(chunk)
    } catch (error) {
      this.fail(error as Error)
    }
  }

  private onMessage(kind: number, buffer: Buffer, start: number, end: number): void {
    const batch = this.inFlight[0]
    if (batch === undefined) return
    switch (String.fromCharCode(kind)) {
      case 'D': // DataRow
        this.onDataRow(batch, buffer, start, end)
        break
      case 'C': // CommandComplete
        if (!batch.error) batch.executions[batch.completed]!.affected = readAffected(buffer, end)
        batch.completed++
        break
      case 'I': // EmptyQueryResponse
        batch.completed++
        break
      case '1': // ParseComplete
        batch.parsed++
        break
      case 'E': // ErrorResponse
        this.onError(batch, buffer, start, end)
        break
      case 'Z': // ReadyForQuery
        this.onReady(batch)
        break
      case 't': // ParameterDescription
        batch.parameterTypes = readParameterTypes(buffer, start)
        break
      case 'T': // RowDescription
        batch.fields = readFields(buffer, start)
        break
      case 'S': // ParameterStatus: none of our statements changes a setting of the session
        this.isSuspect = true
        break
      case 'G': // CopyInResponse, CopyOutResponse, CopyBothResponse: COPY has no place in a batch and would stall it
      case 'H':
      case 'W':
        throw new Error('COPY cannot run in a batch')
    }
  }

  private onDataRow(batch: Batch, buffer: Buffer, start: number, end: number): void {
    const execution = batch.executions[batch.completed]!
    const { description } = execution.prepared.about
    const readRow = execution.asText ? description?.writeRow : description?.readRow
    if (readRow === undefined || batch.error) return
    try {
      execution.rows.push(readRow(buffer, start + 2, end))
    } catch (error) {
      batch.error = error as Error
    }
  }

  private onError(batch: Batch, buffer: Buffer, start: number, end: number): void {
    const error = new DatabaseError(readErrorFields(buffer, start, end))
    error.execution = batch.executions[batch.completed]
    error.statement = error.execution?.prepared.name
    batch.error ??= error
    if (isSessionFault(error) && !isLimited(error, batch)) this.isSuspect = true
    for (const prepared of batch.parsing.slice(batch.parsed)) this.names.delete(prepared)
  }

  private onReady(batch: Batch): void {
    this.inFlight.shift()
    this.isStalled = false
    batch.settle(batch.error)
    this.onIdle()
  }

  private fail(error: Error): void {
    const lost = error instanceof ConnectionLost ? error : new ConnectionLost(error)
    if (!this.isClosed) {
      this.isClosed = true
      this.socket.destroy()
    }
    // Without the server's Sync nobody knows what became of a batch, also when an error came before.
    for (const batch of this.inFlight.splice(0)) batch.settle(batch.error ? new ConnectionLost(batch.error) : lost)
    this.onClose()
    this.onClose = () => {}
  }
}

/** Whether a lock did not come within the time that the batch itself set. */
function isLimited(error: DatabaseError, { executions }: Batch): boolean {
  return error.code === '55P03' && executions.some(({ prepared }) => prepared.limitsWaiting)
}
