import { randomUUID } from 'node:crypto'
import pg, { type Client } from 'pg'
import { MigrationRefused } from './errors.ts'
import { type MigrationDirectories, type MigrationFiles, migrationSets, readMigrations } from './migration-file.ts'
import { refuseStrangers, takeSurvey } from './survey.ts'

/** A server that does not answer must hold up neither the start nor the end of the process for long. */
const connectTimeoutMs = 3_000
/** Well below the 45 seconds after which `tenancy.live_processes` counts a silent process no longer. */
const sayEveryMs = 10_000

export interface AnnounceOptions {
  /** URL of the role `system`. */
  url: string
  directories: MigrationDirectories
  /** What a person looks for to end it: `stoa on host1, process 4711`. */
  name: string
  /** Told when the process could not say that it is there, or came back to a database that has moved on. */
  onError: (error: Error) => void
}

/** A process that serves, as migrators see it. */
export interface RunningProcess {
  /** Says that it serves no longer. */
  close(): Promise<void>
}

/**
 * Tells migrators which shape of the tables this process was made for, until it is closed. What it still needs is not
 * taken away meanwhile. A process that dies or falls silent counts no longer after 45 seconds.
 * @throws MigrationRefused when the database is already newer than this code
 */
export async function announceProcess(options: AnnounceOptions): Promise<RunningProcess> {
  const id = randomUUID()
  const files = await readMigrations(options.directories)
  const connected = (body: (client: Client) => Promise<void>) => onceConnected(options.url, body)
  await connected((client) => enter(client, id, options.name, files))
  const renewal = setInterval(() => {
    connected((client) => renew(client, id, options.name, files)).catch(options.onError)
  }, sayEveryMs).unref()
  return {
    async close() {
      clearInterval(renewal)
      // What was not said is found out when the time has passed.
      await connected(async (client) => {
        await client.query('delete from tenancy.running_processes where id = $1', [id])
      }).catch(options.onError)
    },
  }
}

async function onceConnected(url: string, body: (client: Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tenancy running',
    connectionTimeoutMillis: connectTimeoutMs,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await body(client)
  } finally {
    await client.end()
  }
}

/** A process that was silent for too long enters anew: what it needs may be gone. */
async function renew(client: Client, id: string, name: string, files: MigrationFiles): Promise<void> {
  const { rowCount } = await client.query(
    `update tenancy.running_processes set seen_at = now()
     where id = $1 and id in (select p.id from tenancy.live_processes p)`,
    [id],
  )
  if (rowCount === 0) await enter(client, id, name, files)
}

/**
 * The lock is the one of tenancy.admit_contract: either a contract sees this process and is held back, or this process
 * sees the contract in the ledger and is refused.
 */
async function enter(client: Client, id: string, name: string, files: MigrationFiles): Promise<void> {
  await client.query('begin')
  try {
    // A contract that is being applied may take as long as it takes.
    await client.query('set local lock_timeout = 0; set local statement_timeout = 0')
    await client.query(`select pg_advisory_xact_lock_shared(hashtextextended('tenancy.running_processes', 0))`)
    await client.query(`delete from tenancy.running_processes where seen_at < now() - interval '1 day'`)
    await client.query(
      `insert into tenancy.running_processes (id, name, known, needed) values ($1, $2, $3, $4)
       on conflict (id) do update set seen_at = now()`,
      [id, name, JSON.stringify(newest(files, () => true)), JSON.stringify(newest(files, isExpand))],
    )
    refuseStrangers(await takeSurvey(client, files))
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

const isExpand = ({ kind }: { kind: string }) => kind === 'expand'

function newest(files: MigrationFiles, counts: (file: MigrationFiles['core'][number]) => boolean) {
  return Object.fromEntries(migrationSets.map((set) => [set, files[set].findLast(counts)?.version ?? 0]))
}

/** @throws MigrationRefused when a running process needs a migration of the set beyond `to` */
export async function refuseToTakeFromRunning(client: Client, set: string, to: number): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select p.name from tenancy.live_processes p where (p.needed ->> $1)::int > $2 order by p.name`,
    [set, to],
  )
  if (rows.length === 0) return
  throw new MigrationRefused(
    'in_use',
    `Still needed by ${rows.map(({ name }) => name).join('; ')}. End it first, or wait 45 s if it has crashed.`,
  )
}
