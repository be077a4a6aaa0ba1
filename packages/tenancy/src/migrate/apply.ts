import type { Client } from 'pg'
import { MigrationFailed } from './errors.ts'
import { homeSchemas, type MigrationFile, type MigrationText } from './migration-file.ts'

/** SQLSTATE of tenancy.claim_migration. */
const doneByOther = 'ST010'

/**
 * Runs a migration on a schema and notes it in the ledger: one transaction, one round trip.
 * @param lockTimeoutMs how long it waits for a table's lock, and everybody who wants the table waits behind it
 * @returns false when somebody else has run it meanwhile
 * @throws MigrationFailed
 */
export function applyMigration(client: Client, file: MigrationFile, schema: string, lockTimeoutMs: number) {
  const row = [file.set, schema, file.version, file.name, file.checksum].map((value) =>
    client.escapeLiteral(String(value)),
  )
  const note = `insert into tenancy.migrations (set, schema_name, version, name, checksum, duration_ms)
    values (${row.join(', ')}, round(1000 * date_part('epoch', clock_timestamp() - now())))`
  const opening = [
    claim(client, file, schema, false),
    ...(mustBeAdmitted(file, schema) ? [admission(client, file)] : []),
  ]
  return runSection(client, { file, schema, section: file.up, lockTimeoutMs, opening, closing: note })
}

/** Takes a migration back from a schema, and its row from the ledger; false when somebody else has done it meanwhile. */
export function revertMigration(client: Client, file: MigrationFile, schema: string, lockTimeoutMs: number) {
  const forget = `delete from tenancy.migrations
    where set = ${client.escapeLiteral(file.set)} and schema_name = ${client.escapeLiteral(schema)}
      and version = ${file.version}`
  const opening = [claim(client, file, schema, true), forget]
  return runSection(client, { file, schema, section: file.down, lockTimeoutMs, opening })
}

/** The ledger itself is a migration of the kernel, so the kernel's are not claimed. */
function claim(client: Client, { set, version }: MigrationFile, schema: string, isApplied: boolean): string {
  if (set === 'kernel') return ''
  const [inSet, target] = [set, schema].map((value) => client.escapeLiteral(value))
  return `select tenancy.claim_migration(${inSet}, ${target}, ${version}, ${isApplied})`
}

/** Once a contract is in the ledger of its home, no process that was made before it can begin to serve. */
function mustBeAdmitted({ kind, set }: MigrationFile, schema: string): boolean {
  return kind === 'contract' && set !== 'kernel' && schema === homeSchemas[set]
}

function admission(client: Client, { set, version }: MigrationFile): string {
  return `select tenancy.admit_contract(${client.escapeLiteral(set)}, ${version})`
}

interface Section {
  file: MigrationFile
  schema: string
  section: MigrationText
  lockTimeoutMs: number
  /** SQL before and after the section, in its transaction. */
  opening: string[]
  closing?: string
}

async function runSection(client: Client, { file, schema, section, lockTimeoutMs, opening, closing = '' }: Section) {
  const before = `${[
    'begin',
    `set local lock_timeout = ${lockTimeoutMs}`,
    'set local statement_timeout = 0',
    'set local search_path = pg_catalog, pg_temp',
    ...opening,
  ].join(';\n')};\n`
  const isForTenants = file.set === 'tenant'
  const sql = isForTenants ? section.sql.replaceAll(':"schema"', client.escapeIdentifier(schema)) : section.sql
  const text = `${before}${sql}\n;${closing};\ncommit`
  try {
    await client.query(text)
    return true
  } catch (error) {
    await rollback(client, error as Error)
    if ((error as { code?: string }).code === doneByOther) return false
    throw new MigrationFailed(file.fileName, schema, describe(error, text, before, section), error)
  }
}

/** A connection that cannot roll back is lost, and so is its transaction. */
async function rollback(client: Client, error: Error & { code?: string }): Promise<void> {
  try {
    await client.query('rollback')
  } catch {
    error.code ??= '08006'
  }
}

/** The database's words, and the line of the file it complains about. */
function describe(error: unknown, text: string, before: string, section: MigrationText): string {
  const { message, detail, position } = error as { message: string; detail?: string; position?: string }
  const said = detail ? `${message} (${detail})` : message
  const offset = Number(position) - 1 - before.length
  if (!(offset >= 0)) return said
  const line = section.line + text.slice(before.length, before.length + offset).split('\n').length - 1
  return `line ${line}: ${said}`
}
