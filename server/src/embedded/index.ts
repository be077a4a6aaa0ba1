import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { type Address, adminUrl, readAddress, withFreePort } from './address.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { connect, findHolder, keepClaim, takeClaim } from './claim.ts'
import { initialise } from './initialise.ts'
import { findPostmaster, isAlive, type Postmaster } from './process.ts'
import { chooseRunAs, type RunAs } from './run-as.ts'
import { type Server, type Settings, startServer, stopServer } from './server.ts'

/** Another live process works with the same data. */
export class DataInUse extends Error {
  override readonly name = 'DataInUse'
  // Private, so that printing the error does not print the password.
  readonly #adminUrl: string

  constructor(home: string, holder: string, url: string) {
    super(`Stoa is already running on the data in ${home} (process ${holder}).`)
    this.#adminUrl = url
  }

  /** URL of the running server as superuser, for commands that only want to talk to it. */
  get adminUrl(): string {
    return this.#adminUrl
  }
}

export interface EmbeddedOptions {
  /** Directory for everything the server keeps; must exist. */
  dataDir: string
  /** Told in a sentence whatever takes long. */
  onProgress?: (message: string) => void
  /** Told when the server ends without having been stopped. */
  onLost?: (reason: string) => void
  /** PostgreSQL settings beyond ours, for example `{ fsync: 'off' }` for data that is thrown away. */
  settings?: Settings
}

export interface EmbeddedDatabase {
  /** URL of the database `postgres` as superuser. */
  adminUrl: string
  stop(): Promise<void>
}

interface Home {
  binaries: Binaries
  runAs: RunAs
  home: string
  dataDirectory: string
  address: Address
}

const patienceMs = 60_000

/**
 * Starts the PostgreSQL server that npm installed, on the data in `dataDir`, and makes that data first if need be.
 * Recovers by itself from whatever a kill left behind.
 * @throws DataInUse when another live process has it
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = await prepare(options)
  const deadline = Date.now() + patienceMs
  for (;;) {
    const running = await findPostmaster(place.dataDirectory)
    if (running) await retire(running, place, options)
    place.address = await withFreePort(place.home, place.address)
    const started = await attempt(place, options)
    if (typeof started !== 'string') return started
    if (!isPassing(started) || Date.now() > deadline) throw new Error(`PostgreSQL did not start:\n${started}`)
    options.onProgress?.('Waiting for what an earlier start left behind …')
    await sleep(500)
  }
}

/** The running server on `dataDir` when there is one, whoever started it; else starts it. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  try {
    return await startEmbedded(options)
  } catch (error) {
    if (error instanceof DataInUse) return { adminUrl: error.adminUrl, stop: async () => undefined }
    throw error
  }
}

async function prepare({ dataDir, onProgress, settings }: EmbeddedOptions): Promise<Home> {
  const home = realpathSync(dataDir)
  const dataDirectory = join(home, 'postgres')
  const binaries = await findBinaries()
  const runAs = chooseRunAs(binaries, home, dataDirectory)
  const address = await readAddress(home)
  if (!existsSync(join(dataDirectory, 'PG_VERSION'))) {
    onProgress?.(`Making a new database in ${home} …`)
    await initialise(binaries, runAs, home, dataDirectory, address.password, settings?.fsync !== 'off')
  }
  const { owner } = runAs
  if (owner && statSync(dataDirectory).uid !== owner.uid) {
    execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, dataDirectory])
  }
  return { binaries, runAs, home, dataDirectory, address }
}

/** Ends a server that outlived its process; refuses when that process is alive. */
async function retire(running: Postmaster, { home, address }: Home, { onProgress }: EmbeddedOptions) {
  const reached = { ...address, port: running.port }
  while (isAlive(running.pid)) {
    const client = await connect(reached)
    if (!client) {
      await sleep(50)
      continue
    }
    let holder: string | undefined
    try {
      holder = await holderOf(client)
    } catch {
      // The server is being ended, by the watchdog of a killed process.
      continue
    } finally {
      await client.end().catch(() => undefined)
    }
    if (holder) throw new DataInUse(home, holder, adminUrl(reached))
    onProgress?.('Ending the PostgreSQL that a killed process left behind …')
    await stopServer(running.pid)
  }
}

/**
 * Whoever works with the server. Unless that is plain, the last look within a second counts: a process that is just
 * starting has its server up a moment before it claims it, and the claim of one that was killed lives on for a moment.
 */
async function holderOf(client: Client): Promise<string | undefined> {
  let holder: string | undefined
  for (let looks = 0; looks < 10; looks++) {
    holder = await findHolder(client)
    if (holder && isAlive(Number(holder))) return holder
    await sleep(100)
  }
  return holder
}

/** One try to start and claim the server: the running database, or what its log says about why not. */
async function attempt(place: Home, options: EmbeddedOptions): Promise<EmbeddedDatabase | string> {
  const { home, address } = place
  const settings = { ...developmentSettings(address), ...options.settings }
  const server = await startServer({ ...place, logFile: join(home, 'postgres.log'), settings })
  const client = await untilReady(server, address, options)
  if (typeof client === 'string') return client
  if (!(await takeClaim(client))) {
    throw new DataInUse(home, (await findHolder(client)) ?? 'that just started', adminUrl(address))
  }
  const claim = keepClaim(client, address)
  let stopping: Promise<void> | undefined
  void server.ended.then((log) => stopping || options.onLost?.(`PostgreSQL ended unexpectedly:\n${lastLines(log)}`))
  const stop = async () => {
    await claim.release()
    await server.stop()
  }
  return {
    adminUrl: adminUrl(address),
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}

async function untilReady(server: Server, address: Address, options: EmbeddedOptions): Promise<Client | string> {
  let log: string | undefined
  void server.ended.then((text) => {
    log = lastLines(text)
  })
  const slow = setTimeout(() => options.onProgress?.('PostgreSQL is recovering from an unclean stop …'), 1500)
  try {
    for (;;) {
      if (log !== undefined) return log
      const client = await connect(address)
      if (client) return client
      await sleep(25)
    }
  } finally {
    clearTimeout(slow)
  }
}

/** Faults that pass: processes of a killed server that still end, or a port or directory taken a moment ago. */
function isPassing(log: string): boolean {
  return /shared memory block|lock file|Address already in use|could not bind|no data was found/i.test(log)
}

function lastLines(log: string): string {
  return log.split('\n').slice(-12).join('\n')
}

function developmentSettings({ port }: Address): Settings {
  return {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '128MB',
    wal_level: 'replica',
    max_wal_size: '512MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %a ',
  }
}
