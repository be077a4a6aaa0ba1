/**
 * - `fatal`: tenants are not kept apart, or the code does not fit the database; the server refuses to serve
 * - `warning`: a lock is weaker, or slower, than it should be
 */
export type Severity = 'fatal' | 'warning'

/** Something that is wrong with a database. */
export interface Finding {
  /** Stable name of the kind of fault. */
  code: string
  severity: Severity
  /** What has the fault: a role, table, function, constraint or file. */
  subject: string
  /** What it leads to. */
  explanation: string
  /** How to put it right, as SQL or a command where possible. */
  mend: string
}

/** A kind of fault, and the catalogue query that finds it. */
export interface Check {
  code: string
  severity: Severity
  explanation: string
  mend: (subject: string) => string
  /** Returns a row with `subject` for each fault. */
  query: string
}

export function findingOf({ code, severity, explanation, mend }: Check, subject: string): Finding {
  return { code, severity, subject, explanation, mend: mend(subject) }
}
