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
    mend: 'DATABASE_PREPARED_STATEMENTS=false; or PgBouncer 1.21 and newer with max_prepared_statements = 200.',
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
 * @param prepare whether the server is going to prepare its statements
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
  return prepare && !(await keepsStatements(first, second)) ? poolerKinds.prepared : undefined
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
