import type { Client } from 'pg'
import { type MigrationDirectories, type MigrationFiles, readMigrations } from '../migrate/migration-file.ts'
import { withConnection } from '../migrate/owner-connection.ts'
import { findBindingFaults, findKeyFaults } from './binding-check.ts'
import { catalogue, gateCatalogue, servedRoles } from './catalogue.ts'
import { type Check, examining, examiningRows, type Finding, runChecks, type Severity } from './check.ts'
import { distributionChecks } from './distribution-checks.ts'
import { findDrift } from './drift-check.ts'
import { functionChecks, functionWarnings } from './function-checks.ts'
import { grantChecks } from './grant-checks.ts'
import { keyChecks } from './key-checks.ts'
import { loginChecks, loginWarnings } from './login-checks.ts'
import { findMigrationFaults, findMissingExtensions, findRefusedStatements } from './migration-checks.ts'
import { findLeftPauses } from './pause-check.ts'
import { findRowSecurityCosts } from './plan-check.ts'
import { findPoolerFaults } from './pooler-check.ts'
import { ownedTables, roleChecks, roleWarnings } from './role-checks.ts'
import { findOrphans } from './row-check.ts'
import { findSecretFaults } from './secret-check.ts'
import { settingChecks } from './setting-checks.ts'
import { tableChecks, tableWarnings } from './table-checks.ts'
import { tenantChecks } from './tenant-checks.ts'

/** The database that is judged, and what it is judged against. */
export interface BootOptions {
  /** The URLs that are served with: what is judged is what they lead to. */
  urls: { app: string; reader: string; system: string }
  directories: MigrationDirectories
  /** The key this process signs bindings with. */
  bindingKey: Buffer
}

export interface DoctorOptions extends BootOptions {
  urls: BootOptions['urls'] & { owner: string }
  /** Whether the server is going to prepare its statements, as it does by default. */
  prepare?: boolean
  /** From which keys and passwords follow; judged when given. */
  secret?: string
  /** URL of a role above row security: looks into every table for rows of tenants that are not there. */
  adminUrl?: string
  /** How long a tenant may be paused before that is a fault. */
  patienceMs?: number
  /** How long a second connection may wait for a pooler's answer. */
  poolerPatienceMs?: number
}

const gateChecks = [...tableChecks, ...functionChecks, ...loginChecks]
const otherChecks = [
  ...tableWarnings,
  ...keyChecks,
  ...functionWarnings,
  ...grantChecks,
  ...tenantChecks,
  ...loginWarnings,
]

/** Everything that is wrong, the worst first. Only reads. */
export async function doctor(options: DoctorOptions): Promise<Finding[]> {
  const { urls, directories, bindingKey, prepare = true } = options
  const files = await readMigrations(directories)
  const ofPooler = await findPoolerFaults(urls.app, prepare, options.poolerPatienceMs)
  // A pooler that splits transactions lets nothing else be examined either.
  if (ofPooler.some(({ severity }) => severity === 'fatal')) return ofPooler
  const found = await Promise.all([
    examineRoles(urls, [...roleChecks, ...roleWarnings, ...settingChecks]),
    withConnection(urls.app, (app) => findBindingFaults(app, bindingKey)),
    withConnection(urls.owner, (owner) => examineDatabase(owner, files, options)),
    findSecretFaults(options.secret, [...Object.values(urls), ...(options.adminUrl ? [options.adminUrl] : [])]),
  ])
  return worstFirst([...ofPooler, ...found.flat()])
}

async function examineDatabase(owner: Client, files: MigrationFiles, options: DoctorOptions): Promise<Finding[]> {
  const ofFiles = [...(await findMigrationFaults(owner, files)), ...findRefusedStatements(files)]
  if (!(await isMigrated(owner))) return ofFiles
  const found = await examiningRows(owner, async () => [
    ...(await runChecks(owner, catalogue, [...gateChecks, ...otherChecks, ...distributionChecks])),
    ...(await findKeyFaults(owner, options.bindingKey)),
    ...(await findMissingExtensions(owner, files)),
  ])
  const { urls, bindingKey, adminUrl, patienceMs } = options
  return [
    ...ofFiles,
    ...found,
    ...(await findRowSecurityCosts(urls.app, bindingKey)),
    ...(await findLeftPauses(owner, patienceMs)),
    ...(await findDrift(urls.owner)),
    ...(adminUrl === undefined ? [] : await findOrphans(adminUrl)),
  ]
}

/** The database does not keep tenants apart, or does not fit the code; serving it would be wrong. */
export class UnsafeDatabase extends Error {
  override readonly name = 'UnsafeDatabase'
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    const lines = findings.map(
      ({ code, subject, explanation, mend, sql }) =>
        `${code}: ${subject}\n  ${explanation}\n  ${mend}${sql ? `\n  ${sql};` : ''}`,
    )
    super(`The database is not safe to serve:\n${lines.join('\n')}`)
    this.findings = findings
  }
}

/**
 * The gate every serving process goes through: what makes row security void, in a few queries. The doctor knows more.
 * @returns what it noticed besides
 * @throws UnsafeDatabase with every fatal finding
 */
export async function checkBoot({ urls, directories, bindingKey }: BootOptions): Promise<Finding[]> {
  const files = await readMigrations(directories)
  const found = await Promise.all([
    examineRoles(urls, [...roleChecks, settingChecks[0]!]),
    withConnection(urls.app, (app) => findBindingFaults(app, bindingKey)),
    withConnection(urls.system, async (system) => [
      ...(await findMigrationFaults(system, files)),
      ...((await isMigrated(system))
        ? await examining(system, () => runChecks(system, gateCatalogue, gateChecks))
        : []),
    ]),
  ])
  const findings = worstFirst(found.flat())
  const fatal = findings.filter(({ severity }) => severity === 'fatal')
  if (fatal.length > 0) throw new UnsafeDatabase(fatal)
  return findings
}

/** Judges each role as itself, over the very connection settings that are served with. */
async function examineRoles({ app, reader, system }: BootOptions['urls'], checks: readonly Check[]) {
  const found = await Promise.all(
    [app, reader, system].map((url) =>
      withConnection(url, (client) =>
        examining(client, () => runChecks(client, `${servedRoles}, ${ownedTables}`, checks)),
      ),
    ),
  )
  return found.flat()
}

/** Without the kernel's tables there is nothing that could be judged further. */
async function isMigrated(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ is_migrated: boolean }>(
    `select count(*) = 5 as is_migrated from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where (n.nspname, c.relname) in (('tenancy', 'tenant_schemas'), ('tenancy', 'binding_keys'), ('tenancy', 'fences'),
       ('tenancy', 'logins'), ('core', 'tenants'))`,
  )
  return rows[0]!.is_migrated
}

const order: readonly Severity[] = ['fatal', 'error', 'warning']

function worstFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}
