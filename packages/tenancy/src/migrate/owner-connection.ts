import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export async function openConnection(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'tenancy migrate' })
  // A connection lost while idle is told by the next query on it.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Runs `body` on a connection of its own. */
export async function withConnection<T>(url: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openConnection(url)
  try {
    return await body(client)
  } finally {
    await client.end()
  }
}

const lockKey = `hashtextextended('tenancy.migrate', 0)`
const lookAgainMs = 200

/**
 * Runs `body` while no other migrator works on this database. The lock belongs to the connection, so that of a killed
 * migrator is free at once.
 * @param onWait told once when another migrator is at work
 */
export async function aloneOn<T>(client: pg.Client, onWait: () => void, body: () => Promise<T>): Promise<T> {
  for (let hasWaited = false; !(await tryLock(client)); hasWaited = true) {
    if (!hasWaited) onWait()
    await wait(lookAgainMs)
  }
  try {
    return await body()
  } finally {
    // A connection that was lost has lost the lock with it; the error that matters is the one of the body.
    await client.query(`select pg_advisory_unlock(${lockKey})`).catch(() => undefined)
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${lockKey}) as taken`)
  return rows[0]!.taken
}
