import type { Client } from 'pg'
import type { MigrationFiles } from './migration-file.ts'
import { isLedgerMissing, surveyParameters } from './survey.ts'

/**
 * Counts in how many schemas each migration was applied. A schema has each migration once at most, so when the count is
 * that of the schemas, none lacks it; which ones would, a survey tells.
 */
const upToDateQuery = `
with files as (
  select * from jsonb_to_recordset($1::jsonb) as f (set text, version integer, name text, checksum text)
), schemas as (
  select set, schema_name from jsonb_to_recordset($2::jsonb) as h (set text, schema_name text)
  union
  select 'tenant', t.schema_name from tenancy.tenant_schemas t
), counted as (
  select m.set, m.version, m.checksum, count(s.schema_name) as schemas
  from tenancy.migrations m left join schemas s on s.set = m.set and s.schema_name = m.schema_name
  group by m.set, m.version, m.checksum
), wanted as (
  select f.set, f.version, f.checksum, (select count(*) from schemas s where s.set = f.set) as schemas from files f
)
select
  not exists (
    select from wanted w full join counted c on c.set = w.set and c.version = w.version and c.checksum = w.checksum
    where c.schemas is distinct from w.schemas
  ) and not exists (
    select from files f full join tenancy.migration_files k on k.set = f.set and k.version = f.version
    where f.checksum is distinct from k.checksum
  ) as "isUpToDate"`

/** Whether nothing is to be done, in one query that stays quick over thousands of schemas. */
export async function isUpToDateAlready(client: Client, files: MigrationFiles): Promise<boolean> {
  try {
    const { rows } = await client.query<{ isUpToDate: boolean }>(upToDateQuery, surveyParameters(files))
    return rows[0]!.isUpToDate
  } catch (error) {
    if (isLedgerMissing(error)) return false
    throw error
  }
}
