import type { Execution } from './batch.ts'

/** An error reported by PostgreSQL. Field names are those of the protocol's ErrorResponse. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  /** SQLSTATE. */
  readonly code: string
  readonly detail: string | undefined
  readonly constraint: string | undefined
  readonly table: string | undefined
  readonly schema: string | undefined
  readonly column: string | undefined
  readonly routine: string | undefined
  /** Name of the statement that failed, for logs. */
  statement: string | undefined
  /** The execution that failed. */
  execution: Execution | undefined

  constructor(fields: ReadonlyMap<string, string>) {
    super(fields.get('M') ?? 'unknown database error')
    this.code = fields.get('C') ?? 'XX000'
    this.detail = fields.get('D')
    this.constraint = fields.get('n') ?? constraintInMessage(this.message)
    this.table = fields.get('t')
    this.schema = fields.get('s')
    this.column = fields.get('c')
    this.routine = fields.get('R')
  }
}

/** A distributed engine names the constraint in the message only, with the shard's number at its end. */
function constraintInMessage(message: string): string | undefined {
  return /constraint "([^"]+?)(?:_\d{6,})?"/.exec(message)?.[1]
}

/**
 * Whether the reason may lie in the session and not in the statement: a binding or `row_security` left behind by another
 * transaction (42501), a session made read-only (25006), a timeout set for all that follows (57014, 55P03).
 */
export function isSessionFault(error: DatabaseError): boolean {
  return ['42501', '25006', '57014', '55P03'].includes(error.code)
}

/** The same without the timeouts, after which nobody waits for a second try: worth one in another session. */
export function isRefusedBySession(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && (error.code === '42501' || error.code === '25006')
}

const unsent = new WeakSet<object>()

/** Notes that an error came before anything of its batch was sent. */
export function markUnsent(error: unknown): unknown {
  if (typeof error === 'object' && error !== null) unsent.add(error)
  return error
}

export function isUnsent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && unsent.has(error)
}

/** The connection ended before the answer came; whether the work was done is unknown. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
  readonly code = '08006'

  constructor(cause?: unknown) {
    super('the database connection was lost', cause === undefined ? undefined : { cause })
  }
}

/** What `pg` says, without a code, of a server that was too slow to answer, or hung up. */
export function isCutOff({ message }: Error): boolean {
  return message === 'timeout expired' || message.startsWith('Connection terminated')
}

export function readErrorFields(buffer: Buffer, start: number, end: number): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  let position = start
  while (position < end && buffer[position] !== 0) {
    const kind = String.fromCharCode(buffer[position]!)
    const stop = buffer.indexOf(0, position + 1)
    fields.set(kind, buffer.toString('utf8', position + 1, stop))
    position = stop + 1
  }
  return fields
}
