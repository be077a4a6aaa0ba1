import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type FaultKind, type Finding, findingOf } from './check.ts'

export const poolerKinds = {
  prepared: {
    code: 'pooler_loses_statements',
    severity: 'error',
    explanation:
      'Behind the URL is a pooler that gives each transaction another connection and does not carry prepared statements ' +
      'over: they fail now and then.',
    mend: 'Name the pooler as DATABASE_POOLER_URL and the server itself as DATABASE_URL; see docs/guides/operations.md.',
  },
  settings: {
    code: 'pooler_keeps_settings',
    severity: 'error',
    explanation:
      'Behind the URL is a pooler that hands sessions on as they were left: a time limit or read-only mode that SQL smuggled ' +
      'into one request set for its session hits every tenant that is served there, until the pooler closes it.',
    mend:
      'server_reset_query_always = 1 and server_reset_query = RESET ALL; SELECT pg_catalog.pg_advisory_unlock_all(); ' +
      'UNLISTEN *; CLOSE ALL',
  },
  statements: {
    code: 'pooler_splits_transactions',
    severity: 'fatal',
    explanation:
      'Behind the URL is a pooler that pools single statements: a binding and its query may meet different connections.',
    mend: 'pool_mode = transaction, or session.',
  },
  sessions: {
    code: 'pooler_keeps_sessions',
    severity: 'warning',
    explanation:
      'Behind the URL is a pooler that gives a connection to a client for as long as it stays: it pools nothing for us.',
    mend: 'pool_mode = transaction; or name the server itself in the URL.',
  },
  exhausted: {
    code: 'pooler_exhausted',
    severity: 'error',
    explanation: 'A second connection was not answered while a first was open: the pooler has too few for one process.',
    mend: 'pool_mode = transaction, with a default_pool_size of some connections for each role.',
  },
} as const satisfies Record<string, FaultKind>

const longestWaitMs = 5_000

/**
 * What stands between us and the server, told by how it behaves. A pooler answers with a process of its own invention, so
 * the one it named at login is not the one that runs our queries.
 * @param prepare whether the server is going to prepare its statements as if each connection had its own session
 * @param patienceMs how long a second connection may wait for an answer
 */
export async function findPoolerFaults(url: string, prepare: boolean, patienceMs = longestWaitMs): Promise<Finding[]> {
  const { host } = new URL(url)
  const first = await open(url, longestWaitMs)
  try {
    const pid = await backendOf(first)
    if (pid === first.processID) return []
    const kind = await withSecond(url, patienceMs, (second) => judge(first, second, pid, prepare))
    return kind ? [findingOf(kind, host)] : []
  } catch (error) {
    const { message } = error as Error
    if (/transaction blocks not allowed/i.test(message)) return [findingOf(poolerKinds.statements, host)]
    if (/timeout/i.test(message)) return [findingOf(poolerKinds.exhausted, host)]
    throw error
  } finally {
    await first.end()
  }
}

/** Of a pooler in transaction mode, the connection that is idle is given to whoever comes next. */
async function judge(first: Pooled, second: Pooled, pid: number, prepare: boolean): Promise<FaultKind | undefined> {
  await second.query('begin')
  const isShared = (await backendOf(second)) === pid || (await backendOf(first)) !== pid
  await second.query('rollback')
  if (!isShared) return poolerKinds.sessions
  if (prepare && !(await keepsStatements(first, second))) return poolerKinds.prepared
  return (await keepsSettings(first, second)) ? poolerKinds.settings : undefined
}

async function withSecond<T>(url: string, patienceMs: number, body: (second: Pooled) => Promise<T>): Promise<T> {
  const second = await open(url, patienceMs)
  try {
    return await body(second)
  } finally {
    await second.end()
  }
}

type Pooled = pg.Client & { processID: number }

async function open(url: string, patienceMs: number): Promise<Pooled> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tenancy doctor',
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  }) as Pooled
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function backendOf(client: Pooled): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]!.pid
}

/**
 * Two clients use a statement of the same name in turn, as clients do that share connections: a pooler that does not carry
 * statements over lets the one meet the other's, or miss its own.
 */
async function keepsStatements(first: Pooled, second: Pooled): Promise<boolean> {
  const statement = { name: `doctor_${randomUUID()}`, text: 'select 1' }
  try {
    for (const client of [first, second, first, second]) await client.query(statement)
    return true
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === lostStatement || code === statementOfAnother) return false
    throw error
  }
}

const lostStatement = '26000'
const statementOfAnother = '42P05'

const looks = 3
const leftBehind = 'tenancy.left_behind'

/**
 * Does what must never be done elsewhere, to see whether it lasts: sets something for the session on one client, and
 * looks for it on another. A setting of no meaning, which is taken back where it is found.
 */
async function keepsSettings(first: pg.Client, second: pg.Client): Promise<boolean> {
  for (let look = 0; look < looks; look++) {
    await first.query(`select set_config('${leftBehind}', 'yes', false)`)
    const { rows } = await second.query(
      `select current_setting('${leftBehind}', true) as kept, set_config('${leftBehind}', '', false)`,
    )
    if (rows[0].kept === 'yes') return true
  }
  return false
}
