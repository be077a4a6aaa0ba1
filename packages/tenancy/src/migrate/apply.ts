import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { MigrationFailed } from './errors.ts'
import type { MigrationFile, MigrationText } from './migration-file.ts'

/**
 * A migration waits this long for a table's lock, and meanwhile everybody who wants the table waits behind it; then it
 * lets them through and tries again.
 */
const lockTimeoutMs = 2_000
const attempts = 8
const longestPauseMs = 5_000

const opening = `begin; set local lock_timeout = ${lockTimeoutMs}; set local statement_timeout = 0;
set local search_path = pg_catalog, pg_temp;
`

/** Runs a migration on a schema and notes it in the ledger: one transaction, one round trip. */
export function applyMigration(client: Client, file: MigrationFile, schema: string): Promise<void> {
  const row = [file.set, schema, file.version, file.name, file.checksum].map((value) =>
    client.escapeLiteral(String(value)),
  )
  const note = `insert into tenancy.migrations (set, schema_name, version, name, checksum, duration_ms)
    values (${row.join(', ')}, round(1000 * date_part('epoch', clock_timestamp() - now())))`
  return runSection(client, { file, schema, section: file.up, closing: note })
}

/** Takes a migration back from a schema, and its row from the ledger. */
export function revertMigration(client: Client, file: MigrationFile, schema: string): Promise<void> {
  const forget = `delete from tenancy.migrations
    where set = ${client.escapeLiteral(file.set)} and schema_name = ${client.escapeLiteral(schema)}
      and version = ${file.version};\n`
  return runSection(client, { file, schema, section: file.down, prelude: forget })
}

interface Section {
  file: MigrationFile
  schema: string
  section: MigrationText
  /** SQL before and after the section, in its transaction. */
  prelude?: string
  closing?: string
}

async function runSection(client: Client, { file, schema, section, prelude = '', closing = '' }: Section) {
  const before = opening + prelude
  const isForTenants = file.set === 'tenant'
  const sql = isForTenants ? section.sql.replaceAll(':"schema"', client.escapeIdentifier(schema)) : section.sql
  const text = `${before}${sql}\n;${closing};\ncommit`
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(text)
      return
    } catch (error) {
      // A connection that cannot roll back is lost, and so is its transaction.
      await client.query('rollback').catch(() => undefined)
      if (!isContention(error) || attempt === attempts) {
        throw new MigrationFailed(file.fileName, schema, describe(error, text, before, section), error)
      }
    }
    await wait(Math.min(100 * 2 ** attempt, longestPauseMs) * (0.5 + Math.random() / 2))
  }
}

/** A lock that was not granted in time, or a deadlock: somebody else was busy with the table. */
function isContention(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === '55P03' || code === '40P01'
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
