import type { Client } from 'pg'
import {
  homeSchemas,
  type MigrationFile,
  type MigrationFiles,
  type MigrationSet,
  migrationSets,
} from '../migrate/migration-file.ts'
import { type Lagging, takeSurvey } from '../migrate/survey.ts'
import { type FaultKind, type Finding, findingOf } from './check.ts'

export const migrationKinds = {
  missing: {
    code: 'migration_missing',
    severity: 'fatal',
    explanation: 'The code expects tables as they are after this migration.',
    mend: 'stoa migrate up',
  },
  behind: {
    code: 'migration_behind',
    severity: 'error',
    explanation: 'This tenant’s schema stayed behind the others: its own statements may fail, and no other tenant’s.',
    mend: 'stoa migrate up; when it fails for this schema, it says why.',
  },
  waiting: {
    code: 'contract_waiting',
    severity: 'warning',
    explanation: 'A contract is not applied yet. The code works with the older shape as well, which is still there.',
    mend: 'stoa migrate up; it says who still needs what the contract takes away.',
  },
  changed: {
    code: 'migration_changed',
    severity: 'fatal',
    explanation: 'The file is not the one that was applied, so nobody knows what the tables look like.',
    mend: 'Restore the file, and make the change in a new migration.',
  },
  unknown: {
    code: 'migration_unknown',
    severity: 'fatal',
    explanation: 'The database was migrated by a newer version of the code.',
    mend: 'Run the newer version.',
  },
  extension: {
    code: 'extension_missing',
    severity: 'error',
    explanation: 'A migration needs an extension that the database does not have.',
    mend: 'Install it on the server where it is not available, then make it in the database, as its owner or a superuser.',
  },
  distribution: {
    code: 'distribution_migration',
    severity: 'warning',
    explanation: 'A distributed engine refuses this statement of a tenant migration.',
    mend: 'Say it otherwise; a migration that was applied is followed by another.',
  },
} as const satisfies Record<string, FaultKind>

/** Whether code and database fit together. A tenant's own schema that stayed behind concerns that tenant only. */
export async function findMigrationFaults(client: Client, files: MigrationFiles): Promise<Finding[]> {
  const survey = await takeSurvey(client, files)
  const strangers = survey.strangers.map(({ isUnknown, set, version, name }) =>
    findingOf(isUnknown ? migrationKinds.unknown : migrationKinds.changed, `${set} ${version} ${name}`),
  )
  const waiting = waitingContracts(survey.lagging, files)
  return [
    ...strangers,
    ...waiting.map(({ set, fileName }) => findingOf(migrationKinds.waiting, `${set} ${fileName}`)),
    ...survey.lagging.flatMap((lag) => lagFinding(lag, waiting)),
  ]
}

/** The contracts that are all a set's home schema lacks: no schema was given them, and none needs them. */
function waitingContracts(lagging: readonly Lagging[], files: MigrationFiles): MigrationFile[] {
  return lagging.flatMap(({ set, schema, versions }) => {
    if (!isHome(set, schema)) return []
    const missing = files[set].filter(({ version }) => versions.includes(version))
    return missing.every(({ kind }) => kind === 'contract') ? missing : []
  })
}

function lagFinding({ set, schema, versions }: Lagging, waiting: readonly MigrationFile[]): Finding[] {
  const isWaiting = (version: number) => waiting.some((file) => file.set === set && file.version === version)
  const behind = versions.filter((version) => !isWaiting(version))
  if (behind.length === 0) return []
  const kind = isHome(set, schema) ? migrationKinds.missing : migrationKinds.behind
  return [findingOf(kind, `${schema} lacks ${set} ${behind.join(', ')}`)]
}

function isHome(set: MigrationSet, schema: string): boolean {
  return homeSchemas[set] === schema
}

const extensionsQuery = `
select needed as name, exists (select from pg_available_extensions a where a.name = needed) as is_available
from unnest($1::text[]) needed where needed not in (select e.extname from pg_extension e)`

/** A migration says what it needs: by making the extension itself, or by a line `-- requires: name` after `-- up`. */
const need = /^\s*(?:--\s*requires:|create\s+extension(?:\s+if\s+not\s+exists)?)\s+"?([a-z][\w-]*)"?/gim

/** Extensions that migrations need and the database lacks. */
export async function findMissingExtensions(client: Client, files: MigrationFiles): Promise<Finding[]> {
  const needs = new Map<string, MigrationFile>()
  for (const file of migrationSets.flatMap((set) => files[set])) {
    for (const [, name] of file.up.sql.matchAll(need)) needs.set(name!, file)
  }
  const { rows } = await client.query<{ name: string; is_available: boolean }>(extensionsQuery, [[...needs.keys()]])
  return rows.map(({ name, is_available }) => {
    const { set, fileName } = needs.get(name)!
    const sql = is_available ? `create extension "${name}"` : undefined
    return findingOf(migrationKinds.extension, `${name}, for ${set} ${fileName}`, sql)
  })
}

/** Statements a distributed engine refuses on tenant tables, as they stand in a file. */
const refused: readonly [pattern: RegExp, words: string][] = [
  [/\bmerge\s+into\b/i, 'MERGE'],
  [/\bon\s+delete\s+set\s+(null|default)\b/i, 'ON DELETE SET NULL'],
  [/\bon\s+update\s+(cascade|set)\b/i, 'ON UPDATE CASCADE'],
  [/\bgenerated\s+always\s+as\s*\((?!.*\bstored\b)/i, 'a generated column that is not STORED'],
  [/\balter\s+column\s+\S+\s+add\s+generated\b/i, 'an identity column after CREATE TABLE'],
  [
    /\badd\s+(column\s+)?\S+\s+(\S+\s+)*?generated\s+(always|by\s+default)\s+as\s+identity\b/i,
    'an identity column after CREATE TABLE',
  ],
]

/** Rules of a distributed engine that only the text of a migration shows. */
export function findRefusedStatements({ tenant }: MigrationFiles): Finding[] {
  return tenant.flatMap(({ fileName, up }) =>
    up.sql
      .split('\n')
      .flatMap((line, index) =>
        refused
          .filter(([pattern]) => pattern.test(line.replace(/--.*$/, '')))
          .map(([, words]) => findingOf(migrationKinds.distribution, `${fileName}:${up.line + index} ${words}`)),
      ),
  )
}
