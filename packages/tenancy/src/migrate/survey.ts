import type { Client } from 'pg'
import { MigrationRefused } from './errors.ts'
import { homeSchemas, type MigrationFiles, type MigrationSet, migrationSets } from './migration-file.ts'

/** A schema and the migrations it lacks, in order. */
export interface Lagging {
  set: MigrationSet
  schema: string
  versions: number[]
}

/** A migration that was applied, and that the code has otherwise or not at all. */
export interface Stranger {
  set: MigrationSet
  version: number
  name: string
  isUnknown: boolean
  schemas: number
}

/** How the database stands to the files of the code. */
export interface Survey {
  lagging: Lagging[]
  strangers: Stranger[]
  /** Schemas that hold tenants' rows, the shared one included. */
  tenantSchemas: number
  /** Whether the database makes new tenant schemas from these very files. */
  hasFiles: boolean
}

const surveyQuery = `
with files as (
  select * from jsonb_to_recordset($1::jsonb) as f (set text, version integer, name text, checksum text)
), schemas as (
  select set, schema_name from jsonb_to_recordset($2::jsonb) as h (set text, schema_name text)
  union
  select 'tenant', t.schema_name from tenancy.tenant_schemas t
), lagging as (
  select s.set, s.schema_name as schema, jsonb_agg(f.version order by f.version) as versions
  from schemas s join files f on f.set = s.set
  left join tenancy.migrations m on m.set = s.set and m.schema_name = s.schema_name and m.version = f.version
  where m.version is null
  group by s.set, s.schema_name
), strangers as (
  select m.set, m.version, min(m.name) as name, bool_or(f.version is null) as "isUnknown", count(*) as schemas
  from tenancy.migrations m left join files f on f.set = m.set and f.version = m.version
  where f.checksum is distinct from m.checksum
  group by m.set, m.version
)
select
  (select coalesce(jsonb_agg(l order by l.set, l.schema), '[]') from lagging l) as lagging,
  (select coalesce(jsonb_agg(s order by s.set, s.version), '[]') from strangers s) as strangers,
  (select count(*)::int from schemas where set = 'tenant') as "tenantSchemas",
  not exists (
    select from files f full join tenancy.migration_files k on k.set = f.set and k.version = f.version
    where f.checksum is distinct from k.checksum
  ) as "hasFiles"`

/** Compares ledger and files, however many schemas there are, in one query. */
export async function takeSurvey(client: Client, files: MigrationFiles): Promise<Survey> {
  const known = allFiles(files).map(({ set, version, name, checksum }) => ({ set, version, name, checksum }))
  const homes = migrationSets.map((set) => ({ set, schema_name: homeSchemas[set] }))
  try {
    const { rows } = await client.query<Survey>(surveyQuery, [JSON.stringify(known), JSON.stringify(homes)])
    return rows[0]!
  } catch (error) {
    if (isLedgerMissing(error)) return emptyDatabase(files)
    throw error
  }
}

/**
 * @returns the survey
 * @throws MigrationRefused when files were changed after they were applied, or the database knows more than the code
 */
export function refuseStrangers(survey: Survey): Survey {
  const { strangers } = survey
  const unknown = strangers.find(({ isUnknown }) => isUnknown)
  if (unknown) {
    throw new MigrationRefused(
      'newer',
      `The database has the ${unknown.set} migration ${fileNameOf(unknown)}, which this code does not know: it was ` +
        'migrated by a newer version. Run that version, or revert the migration with it.',
    )
  }
  const changed = strangers[0]
  if (changed) {
    throw new MigrationRefused(
      'changed',
      `The ${changed.set} migration ${fileNameOf(changed)} was changed after it was applied to ${changed.schemas} ` +
        'schema(s). Undo the change, and make it in a new migration.',
    )
  }
  return survey
}

export function isUpToDate(survey: Survey): boolean {
  return survey.lagging.length === 0 && survey.strangers.length === 0 && survey.hasFiles
}

export function allFiles(files: MigrationFiles) {
  return migrationSets.flatMap((set) => files[set])
}

function emptyDatabase(files: MigrationFiles): Survey {
  const lagging = migrationSets.map((set) => ({
    set,
    schema: homeSchemas[set],
    versions: files[set].map(({ version }) => version),
  }))
  return { lagging, strangers: [], tenantSchemas: 1, hasFiles: false }
}

function fileNameOf({ version, name }: Stranger): string {
  return `${String(version).padStart(4, '0')}-${name}.sql`
}

/** SQLSTATE of a missing table or schema. */
function isLedgerMissing(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === '42P01' || code === '3F000'
}
