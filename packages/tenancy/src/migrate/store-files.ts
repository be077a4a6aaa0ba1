import type { Client } from 'pg'
import type { MigrationFiles } from './migration-file.ts'
import { allFiles } from './survey.ts'

const replaceQuery = `
with files as (
  select * from jsonb_to_recordset($1::jsonb) as f (
    set text, version integer, name text, kind text, checksum text, up text, down text
  )
), gone as (
  delete from tenancy.migration_files k where not exists (select from files f where f.set = k.set and f.version = k.version)
)
insert into tenancy.migration_files select f.* from files f
on conflict (set, version) do update set
  name = excluded.name, kind = excluded.kind, checksum = excluded.checksum, up = excluded.up, down = excluded.down`

/**
 * Gives the database the files from which it makes new tenants' schemas. Waits for schemas that are being made from the
 * files before, so that whoever looks for schemas to migrate afterwards finds them.
 */
export async function storeFiles(client: Client, files: MigrationFiles): Promise<void> {
  const rows = allFiles(files).map((file) => ({
    set: file.set,
    version: file.version,
    name: file.name,
    kind: file.kind,
    checksum: file.checksum,
    up: file.up.sql,
    down: file.down.sql,
  }))
  await client.query('begin')
  try {
    await client.query(`set local lock_timeout = 0; select pg_advisory_xact_lock(${filesLock})`)
    await client.query(replaceQuery, [JSON.stringify(rows)])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** The lock tenancy.create_tenant_schema holds while it reads the files. */
const filesLock = `hashtextextended('tenancy.migration_files', 0)`
