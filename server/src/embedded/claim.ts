import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import { type Address, adminUrl } from './address.ts'

/** 'Stoa' in ASCII. */
const lockKey = 0x53746f61

/**
 * The right to the embedded server: a session lock inside it. The kernel closes the connection of a process that
 * dies, however it dies, so unlike a lock file this one is never stale.
 */
export interface Claim {
  release(): Promise<void>
}

/** Connects as superuser; undefined while the server is starting, stopping or not there. */
export async function connect(address: Address): Promise<Client | undefined> {
  const client = new Client({
    connectionString: adminUrl(address),
    application_name: `stoa ${process.pid}`,
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    if (error instanceof DatabaseError && error.code === '28P01') {
      throw new Error('The embedded PostgreSQL refuses the password kept in postgres.json; restore that file.')
    }
    return undefined
  }
}

/** Takes the lock for `client`; false when another connection has it. */
export async function takeClaim(client: Client): Promise<boolean> {
  const { rows } = await client.query('select pg_try_advisory_lock($1) as is_mine', [lockKey])
  return rows[0].is_mine
}

/** The process that has the lock. Looks without touching it, so that nobody who starts just now is disturbed. */
export async function findHolder(client: Client): Promise<string | undefined> {
  const { rows } = await client.query(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.classid = 0 and l.objid = $1 and l.granted`,
    [lockKey],
  )
  return rows[0]?.name.replace(/\D+/g, '')
}

/** Holds on to a taken lock, also when the server restarts itself after the crash of one of its processes. */
export function keepClaim(first: Client, address: Address): Claim {
  let client = first
  let isReleased = false
  const hold = () => client.once('end', () => void retake())
  async function retake() {
    while (!isReleased) {
      await sleep(200, undefined, { ref: false })
      const again = await connect(address)
      if (!again) continue
      await takeClaim(again)
      client = again
      hold()
      return
    }
  }
  hold()
  return {
    async release() {
      isReleased = true
      await client.end().catch(() => undefined)
    },
  }
}
