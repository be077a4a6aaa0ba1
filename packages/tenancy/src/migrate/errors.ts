/**
 * - `malformed`: a file cannot be read as a migration
 * - `changed`: a file differs from what was applied
 * - `newer`: the database has migrations this code does not know
 * - `not_applied`: asked to revert to a version that was never reached
 * - `in_use`: asked to revert what a running process needs
 * - `unknown_tenant`: a tenant was named that has no schema of its own
 */
export type MigrationRefusal = 'malformed' | 'changed' | 'newer' | 'not_applied' | 'in_use' | 'unknown_tenant'

/** The migrations cannot be run as they are; nothing was touched. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
  readonly reason: MigrationRefusal

  constructor(reason: MigrationRefusal, message: string) {
    super(message)
    this.reason = reason
  }
}

/** SQLSTATEs of a lock that was not granted in time and of a deadlock: somebody else was busy with the tables. */
const contention = new Set(['55P03', '40P01'])
/** SQLSTATEs of a connection that was ended or lost. */
const loss = new Set(['57P01', '57P02', '08006'])

/** A migration that failed on one schema; its transaction was rolled back. */
export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed'
  /** `0004-orders.sql`. */
  readonly file: string
  readonly schema: string
  /** SQLSTATE, when the database itself refused. */
  readonly code: string | undefined

  constructor(file: string, schema: string, message: string, cause: unknown) {
    super(message, { cause })
    this.file = file
    this.schema = schema
    this.code = (cause as { code?: string }).code
  }

  get isContention(): boolean {
    return this.code !== undefined && contention.has(this.code)
  }

  /** Whether trying again may help: it met somebody else at the tables, or its connection was lost. */
  get mayPass(): boolean {
    return this.isContention || (this.code !== undefined && loss.has(this.code))
  }
}
