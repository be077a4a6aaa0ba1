import pg from 'pg'

/** The process that ran this query. */
async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]!.pid
}

/** A pooler answers with a process of its own invention, so the one named at login is not the one that runs queries. */
export async function isPooled(client: pg.Client): Promise<boolean> {
  const { processID } = client as pg.Client & { processID: number }
  return (await backendOf(client)) !== processID
}

/**
 * Whether a pooler hands sessions from one client to the next after each transaction: the one that is idle is given to
 * whoever comes next, and then its last user must be content with another.
 */
export async function sharesSessions(first: pg.Client, second: pg.Client): Promise<boolean> {
  const pid = await backendOf(first)
  await second.query('begin')
  try {
    if ((await backendOf(second)) === pid) return true
    return (await backendOf(first)) !== pid
  } finally {
    await second.query('rollback')
  }
}

/** Whether the URL leads to a pooler that does so, as in transaction mode: then no session there is anybody's own. */
export async function handsSessionsOn(url: string, timeoutMs = 10_000): Promise<boolean> {
  const [first, second] = [newClient(url, timeoutMs), newClient(url, timeoutMs)]
  try {
    await first.connect()
    if (!(await isPooled(first))) return false
    await second.connect()
    return await sharesSessions(first, second)
  } finally {
    await Promise.all([first.end(), second.end()])
  }
}

function newClient(url: string, timeoutMs: number): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tenancy pooling',
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  })
  // What is lost is told by the query that meets it.
  client.on('error', () => undefined)
  return client
}
