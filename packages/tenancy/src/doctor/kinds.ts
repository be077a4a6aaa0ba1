import { bindingKinds } from './binding-check.ts'
import type { FaultKind, Severity } from './check.ts'
import { distributionChecks } from './distribution-checks.ts'
import { driftKind } from './drift-check.ts'
import { functionChecks, functionWarnings } from './function-checks.ts'
import { grantChecks } from './grant-checks.ts'
import { keyChecks } from './key-checks.ts'
import { loginChecks, loginWarnings } from './login-checks.ts'
import { migrationKinds } from './migration-checks.ts'
import { pauseKind } from './pause-check.ts'
import { planKind } from './plan-check.ts'
import { poolerKinds } from './pooler-check.ts'
import { roleChecks, roleWarnings } from './role-checks.ts'
import { rowKinds } from './row-check.ts'
import { secretKinds } from './secret-check.ts'
import { settingChecks } from './setting-checks.ts'
import { tableChecks, tableWarnings } from './table-checks.ts'
import { tenantChecks } from './tenant-checks.ts'

/** Every kind of fault the doctor knows, by what it is about. */
export const faultKinds: readonly [about: string, kinds: readonly FaultKind[]][] = [
  ['Roles', [...roleChecks, ...roleWarnings]],
  ['Settings, secrets and the way to the server', [...settingChecks, ...values(secretKinds), ...values(poolerKinds)]],
  ['The binding', values(bindingKinds)],
  ['Tables', [...tableChecks, ...tableWarnings, planKind]],
  ['Keys and indexes', keyChecks],
  ['Functions, views and grants', [...functionChecks, ...functionWarnings, ...grantChecks]],
  ['Direct logins', [...loginChecks, ...loginWarnings]],
  ['Tenants', [...tenantChecks, driftKind, pauseKind, ...values(rowKinds)]],
  ['Migrations', values(migrationKinds)],
  ['Distributed engines', distributionChecks],
]

function values(kinds: Record<string, FaultKind>): FaultKind[] {
  return Object.values(kinds)
}

const meaning: Record<Severity, string> = {
  fatal: 'Tenants are not kept apart, or the code does not fit the database. The server does not start.',
  error: 'Something is broken or about to break. The command ends with exit code 3, as for what is fatal.',
  warning: 'A lock is weaker, or slower, than it should be.',
}

/** The page that lists them, as Markdown. */
export function doctorPage(): string {
  const count = faultKinds.flatMap(([, kinds]) => kinds).length
  return [
    '# The doctor',
    '',
    'Written by `node scripts/run.mjs scripts/generate-doctor.ts` from the checks themselves; a test fails when it is stale.',
    '',
    '`stoa doctor` looks at the database as the server would find it, through the same URLs and roles, and tells what is wrong',
    `with it: ${count} kinds of fault. It only reads. Each finding names what has the fault, what that leads to and how it is`,
    'mended, with the SQL where SQL does. SQL about tables is run as the owner (`stoa db url --role owner`); what belongs to the',
    'server (roles, PostgreSQL’s own functions) as the administrator of `DATABASE_URL`.',
    '',
    '- `stoa doctor --json` prints `{"findings": [{"code", "severity", "subject", "detail", "explanation", "mend", "sql"}]}`.',
    '- `stoa doctor --deep` also looks into every table for rows whose tenant is not there. It jumps from tenant to tenant along',
    '  the keys, so it costs a few reads per tenant and table, and needs an administrator above row security.',
    '- Each start of the server asks for what is *fatal* about roles, tables, functions, views, keys and migrations, in a few',
    '  queries over the catalogue, and refuses to serve when it finds any. Tables that are alike are judged once. That took',
    '  0.5 s of PostgreSQL’s processor time with 1,000 schemas of tenants (2.2 to 2.7 s when each table was judged for itself)',
    '  and 1.3 to 1.8 s with 5,000; measured on two processors that others used as well. `stoa doctor` took 5.7 s (7.6 to',
    '  8.3 s) with 1,000: most of it is holding each schema against the shared one.',
    '- REFERENCES granted to everybody (PUBLIC) on single columns of a tenant table is found by `stoa doctor`, not at a start.',
    '',
    '| level | means |',
    '| --- | --- |',
    ...Object.entries(meaning).map(([severity, words]) => `| ${severity} | ${words} |`),
    '',
    'A migration that needs an extension makes it (`create extension`), or says so in a line `-- requires: pg_trgm` after',
    '`-- up`.',
    ...faultKinds.flatMap(([about, kinds]) => ['', `## ${about}`, '', ...table(kinds)]),
    '',
  ].join('\n')
}

function table(kinds: readonly FaultKind[]): string[] {
  return [
    '| code | level | what it leads to | mend |',
    '| --- | --- | --- | --- |',
    ...kinds.map(({ code, severity, explanation, mend }) => `| \`${code}\` | ${severity} | ${explanation} | ${mend} |`),
  ]
}
