/**
 * - `malformed`: a file cannot be read as a migration
 * - `changed`: a file differs from what was applied
 * - `newer`: the database has migrations this code does not know
 * - `not_applied`: asked to revert to a version that was never reached
 */
export type MigrationRefusal = 'malformed' | 'changed' | 'newer' | 'not_applied'

/** The migrations cannot be run as they are; nothing was touched. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
  readonly reason: MigrationRefusal

  constructor(reason: MigrationRefusal, message: string) {
    super(message)
    this.reason = reason
  }
}

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
}
