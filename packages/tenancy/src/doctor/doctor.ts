import type { Client } from 'pg'
import type { MigrationDirectories } from '../migrate/migration-file.ts'
import { withConnection } from '../migrate/owner-connection.ts'
import { findBindingFaults } from './binding-check.ts'
import { type Check, type Finding, findingOf } from './check.ts'
import { findMigrationFaults } from './migration-checks.ts'
import { objectChecks } from './object-checks.ts'
import { roleChecks } from './role-checks.ts'
import { settingsCheck } from './settings-check.ts'
import { tableChecks } from './table-checks.ts'

/** The database that is judged, and what it is judged against. */
export interface DoctorOptions {
  /** The URLs that are served with: what is judged is what they lead to. */
  urls: { app: string; reader: string; system: string }
  directories: MigrationDirectories
  /** The key this process signs bindings with. */
  bindingKey: Buffer
}

const checksOfEachRole = [...roleChecks, settingsCheck]

/** Everything that is wrong with the database, the worst first. Reads catalogues only, as the runtime roles. */
export async function doctor(options: DoctorOptions): Promise<Finding[]> {
  const { app, reader, system } = options.urls
  const found = await Promise.all([
    withConnection(app, async (client) => [
      ...(await runChecks(client, checksOfEachRole)),
      ...(await findBindingFaults(client, options.bindingKey)),
    ]),
    withConnection(reader, (client) => runChecks(client, checksOfEachRole)),
    withConnection(system, async (client) => [
      ...(await runChecks(client, [...checksOfEachRole, ...tableChecks, ...objectChecks])),
      ...(await findMigrationFaults(client, options.directories)),
    ]),
  ])
  const bySeverity = Map.groupBy(found.flat(), ({ severity }) => severity)
  return [...(bySeverity.get('fatal') ?? []), ...(bySeverity.get('warning') ?? [])]
}

/** The database does not keep tenants apart, or does not fit the code; serving it would be wrong. */
export class UnsafeDatabase extends Error {
  override readonly name = 'UnsafeDatabase'
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    const lines = findings.map(
      ({ code, subject, explanation, mend }) => `${code}: ${subject}\n  ${explanation}\n  ${mend}`,
    )
    super(`The database is not safe to serve:\n${lines.join('\n')}`)
    this.findings = findings
  }
}

/**
 * The gate every serving process goes through.
 * @returns the warnings
 * @throws UnsafeDatabase with every fatal finding
 */
export async function checkBoot(options: DoctorOptions): Promise<Finding[]> {
  const findings = await doctor(options)
  const fatal = findings.filter(({ severity }) => severity === 'fatal')
  if (fatal.length > 0) throw new UnsafeDatabase(fatal)
  return findings
}

async function runChecks(client: Client, checks: readonly Check[]): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const check of checks) {
    const { rows } = await client.query<{ subject: string }>(`select subject from (${check.query}) f order by subject`)
    for (const { subject } of rows) findings.push(findingOf(check, subject))
  }
  return findings
}
