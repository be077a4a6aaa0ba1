import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RoleUrls } from '@stoa/tenancy'
import pg from 'pg'
import type { TestDatabase } from './database.ts'

const program = '/usr/sbin/pgbouncer'
const administrator = { user: 'operator', password: 'only for tests' }

/** A real PgBouncer in front of a test's database. */
export interface Pgbouncer {
  /** Its address, as `DATABASE_POOLER_URL` takes it. */
  url: string
  /** The serving roles through it; the owner beside it. */
  urls: RoleUrls
  /** A command of its console, such as RECONNECT or `show servers`. */
  command(text: string): Promise<Record<string, string>[]>
  stop(): Promise<void>
}

/**
 * Starts Debian's PgBouncer in transaction mode. It knows the roles' SCRAM verifiers only, as operators are told to do.
 * @param settings of its section [pgbouncer], beyond ours
 */
export async function startPgbouncer(
  database: TestDatabase,
  settings: Readonly<Record<string, string | number>> = {},
): Promise<Pgbouncer> {
  if (!existsSync(program)) throw new Error(`There is no ${program}: apt-get install pgbouncer`)
  const directory = mkdtempSync(join(tmpdir(), 'stoa-pgbouncer-'))
  const port = await freePort()
  const server = new URL(database.adminUrl)
  const files = {
    'users.txt': await verifiers(database.adminUrl),
    'pgbouncer.ini': ini(server, {
      listen_addr: '127.0.0.1',
      listen_port: port,
      unix_socket_dir: '',
      logfile: join(directory, 'pgbouncer.log'),
      auth_type: 'scram-sha-256',
      auth_file: join(directory, 'users.txt'),
      admin_users: administrator.user,
      pool_mode: 'transaction',
      max_client_conn: 1_000,
      ...settings,
    }),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text, { mode: 0o600 })
  const user = handOver(directory, Object.keys(files))
  const child = spawn(program, [...user, join(directory, 'pgbouncer.ini')], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const url = new URL(server.pathname, `postgres://127.0.0.1:${port}`).href
  const console_ = Object.assign(new URL(url), {
    username: administrator.user,
    password: administrator.password,
    pathname: '/pgbouncer',
  }).href
  const isEnded = () => child.exitCode !== null
  await untilReady(console_, () => {
    if (isEnded())
      throw new Error(`PgBouncer did not start:\n${readFileSync(join(directory, 'pgbouncer.log'), 'utf8')}`)
  })
  return {
    url,
    urls: { ...database.urls, ...through(url, database.urls) },
    command: (text) => askOnce(console_, text),
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(directory, { recursive: true })
    },
  }
}

function ini(server: URL, settings: Readonly<Record<string, string | number>>): string {
  const name = server.pathname.slice(1)
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`)
  return `[databases]\n${name} = host=${server.hostname} port=${server.port}\n\n[pgbouncer]\n${lines.join('\n')}\n`
}

/** The file of users: what PostgreSQL keeps of the serving roles' passwords, and an administrator of the console. */
async function verifiers(adminUrl: string): Promise<string> {
  const query = `select format('"%s" "%s"', rolname, rolpassword) as line from pg_authid
    where rolname in ('stoa_app', 'stoa_reader', 'stoa_system')`
  const rows = await askOnce(adminUrl, query)
  return [...rows.map(({ line }) => line), `"${administrator.user}" "${administrator.password}"\n`].join('\n')
}

/** PgBouncer refuses to run as root, so it becomes the user who runs PostgreSQL, or nobody. */
function handOver(directory: string, files: readonly string[]): string[] {
  if (process.getuid?.() !== 0) return []
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  const [name, , uid, gid] = users.map((line) => line.split(':')).find(([user]) => user === 'nobody')!
  for (const path of ['', ...files]) chownSync(join(directory, path), Number(uid), Number(gid))
  return ['-u', name!]
}

function through(url: string, { app, reader, system }: RoleUrls) {
  const rerouted = (direct: string) => {
    const { username, password } = new URL(direct)
    return Object.assign(new URL(url), { username, password }).href
  }
  return { app: rerouted(app), reader: rerouted(reader), system: rerouted(system) }
}

/** The answer to one question, on a connection of its own. */
export async function askOnce(url: string, text: string): Promise<Record<string, string>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function untilReady(url: string, refuseWhenEnded: () => void): Promise<void> {
  for (;;) {
    refuseWhenEnded()
    try {
      await askOnce(url, 'show version')
      return
    } catch {
      await wait(25)
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
