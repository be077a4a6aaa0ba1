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
  unreachable: {
    code: 'pooler_exhausted',
    severity: 'error',
    explanation: 'A second connection was not answered while a first was open: the pooler has too few for one process.',
    mend: 'pool_mode = transaction, with a default_pool_size of some connections for each role.',
  },
} as const satisfies Record<string, FaultKind>

const patienceMs = 5_000

/**
 * What stands between us and the server, told by how it behaves. A pooler answers with a process of its own invention, so
 * the one it named at login is not the one that runs our queries.
 * @param prepare whether the server is going to prepare its statements
 */
export async function findPoolerFaults(url: string, prepare: boolean): Promise<Finding[]> {
  const first = await open(url)
  try {
    const pid = await backendOf(first)
    if (pid === first.processID) return []
    return await examinePooler(url, first, pid, prepare)
  } finally {
    await first.end()
  }
}

async function examinePooler(url: string, first: Pooled, pid: number, prepare: boolean): Promise<Finding[]> {
  const { host } = new URL(url)
  let second: Pooled
  try {
    second = await open(url)
  } catch {
    return [findingOf(poolerKinds.unreachable, host)]
  }
  try {
    // Of a pooler in transaction mode the connection that is idle is given to whoever comes next.
    await second.query('begin')
    const sharesConnection = (await backendOf(second)) === pid
    const movedOn = !sharesConnection && (await backendOf(first)) !== pid
    if (!sharesConnection && !movedOn) return [findingOf(poolerKinds.sessions, host)]
    if (prepare && !(await keepsStatements(first, second))) return [findingOf(poolerKinds.prepared, host)]
    return []
  } catch (error) {
    if (isRefusedTransaction(error)) return [findingOf(poolerKinds.statements, host)]
    throw error
  } finally {
    await second.end()
  }
}

type Pooled = pg.Client & { processID: number }

async function open(url: string): Promise<Pooled> {
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

/** Prepares on one client, and runs it while another holds what it was prepared on. */
async function keepsStatements(holder: Pooled, other: Pooled): Promise<boolean> {
  const statement = { name: 'tenancy doctor', text: 'select 1' }
  await other.query('rollback')
  await other.query(statement)
  await holder.query('begin')
  try {
    await backendOf(holder)
    await other.query(statement)
    return true
  } catch {
    return false
  } finally {
    await holder.query('rollback')
  }
}

function isRefusedTransaction(error: unknown): boolean {
  return /transaction blocks not allowed|statement pooling/i.test((error as Error).message)
}
