import type { Client } from 'pg'

/**
 * - `fatal`: tenants are not kept apart, or the code does not fit the database; the server refuses to serve
 * - `error`: something is broken or about to break, and has to be mended
 * - `warning`: a lock is weaker, or slower, than it should be
 */
export type Severity = 'fatal' | 'error' | 'warning'

/** A kind of fault; the doctor's page lists them all. */
export interface FaultKind {
  /** Stable name. */
  code: string
  severity: Severity
  /** What it leads to. */
  explanation: string
  /** How to put it right, in words. */
  mend: string
}

/** Something that is wrong with a database. */
export interface Finding extends FaultKind {
  /** What has the fault: a role, table, function, constraint or file. */
  subject: string
  /** What exactly is wrong with it, where the kind does not say. */
  detail?: string
  /** The SQL that puts this very fault right, where SQL does; as the owner, or what belongs to the server as administrator. */
  sql?: string
}

/** A kind of fault that a query over the catalogue finds: a row with `subject` and `sql`, which may be null, for each. */
export interface Check extends FaultKind {
  query: string
}

export function findingOf(kind: FaultKind, subject: string, sql?: string | null): Finding {
  const { code, severity, explanation, mend } = kind
  return { code, severity, subject, explanation, mend, ...(sql && { sql }) }
}

/**
 * All checks in one query, so that what they share is read once.
 * @param shared what they read, as the inside of a WITH
 */
export async function runChecks(client: Client, shared: string, checks: readonly Check[]): Promise<Finding[]> {
  const parts = checks.map(({ code, query }) => `select '${code}' as code, subject::text, sql::text from (${query}) f`)
  const { rows } = await client.query<{ code: string; subject: string; sql: string | null }>(
    `with ${shared} ${parts.join('\nunion all ')} order by subject`,
  )
  return checks.flatMap((check) =>
    rows.filter(({ code }) => code === check.code).map(({ subject, sql }) => findingOf(check, subject, sql)),
  )
}

/** Reads only, and sees one state of the catalogue, in which every name is printed with its schema. */
export async function examining<T>(client: Client, body: () => Promise<T>): Promise<T> {
  // With thousands of schemas, compiling a query of the catalogue costs more than running it.
  await client.query(
    `begin isolation level repeatable read read only;
     set local search_path = ''; set local jit = off; set local work_mem = '32MB'; set local max_parallel_workers_per_gather = 0`,
  )
  try {
    return await body()
  } finally {
    await client.query('rollback')
  }
}

/** The same for reading rows, which a setting that is one of the faults would refuse. */
export function examiningRows<T>(client: Client, body: () => Promise<T>): Promise<T> {
  return examining(client, async () => {
    await client.query('set local row_security = on')
    return body()
  })
}
