import type { Client } from 'pg'
import { homeSchemas, type MigrationFile, type MigrationFiles } from './migration-file.ts'
import { allFiles, type Survey } from './survey.ts'

/** SQLSTATE of tenancy.admit_contract. */
export const notAdmitted = 'ST011'

/** A contract that cannot be applied yet, and what it waits for. */
export interface HeldBack {
  set: MigrationFile['set']
  file: string
  /** Each in words: a schema that is behind, or a process that still needs what the contract takes away. */
  by: string[]
}

/** Schemas named in full; of more the number is said. */
const named = 5

const behindQuery = `
select s.schema_name as schema from tenancy.tenant_schemas s
where not exists (
  select from tenancy.migrations m where m.set = 'tenant' and m.schema_name = s.schema_name and m.version = $1
) order by s.schema_name`

const runningQuery = `
select p.name, coalesce((p.known ->> $1)::int, 0) as known, round(extract(epoch from now() - p.seen_at))::int as ago
from tenancy.live_processes p where coalesce((p.known ->> $1)::int, 0) < $2 order by p.name`

/** Who still needs the shape that a contract takes away; nobody, when it may be applied. */
export async function findHolders(client: Client, { set, version, expand }: MigrationFile): Promise<string[]> {
  const behind = set === 'tenant' ? await client.query<{ schema: string }>(behindQuery, [expand]) : { rows: [] }
  const running = await client.query<{ name: string; known: number; ago: number }>(runningQuery, [set, version])
  const schemas = behind.rows.map(({ schema }) => `${schema}, which has not reached ${set} migration ${expand}`)
  const rest = schemas.length - named
  return [
    ...running.rows.map(
      ({ name, known, ago }) => `${name}, whose code knows ${set} migrations up to ${known} (seen ${ago} s ago)`,
    ),
    ...schemas.slice(0, named),
    ...(rest > 0 ? [`${rest} more schemas that have not reached ${set} migration ${expand}`] : []),
  ]
}

/** The first contract that is missing, when somebody holds it back. */
export async function findHeldBack(
  client: Client,
  files: MigrationFiles,
  { lagging }: Survey,
): Promise<HeldBack | undefined> {
  const next = allFiles(files).find(
    ({ set, version, kind }) =>
      kind === 'contract' &&
      lagging.some((lag) => lag.set === set && lag.schema === homeSchemas[set] && lag.versions.includes(version)),
  )
  if (next === undefined || lagging.some((lag) => lag.set === 'kernel')) return undefined
  const by = await findHolders(client, next)
  return by.length > 0 ? { set: next.set, file: next.fileName, by } : undefined
}
