import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { startEmbedded } from '../server/src/embedded/index.ts'
import { chooseRunAs, type RunAs } from '../server/src/embedded/run-as.ts'
import { startServer } from '../server/src/embedded/server.ts'

/** A server for one run of tests, which does not outlive it. */
export interface TestServer {
  adminUrl: string
  stop(): Promise<void>
}

/** What is thrown away need not survive a power cut. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 300 }

/** The PostgreSQL from npm. */
export async function startOwnServer(): Promise<TestServer> {
  const directory = mkdtempSync(join(tmpdir(), 'stoa-test-'))
  const embedded = await startEmbedded({ dataDir: directory, settings })
  return {
    adminUrl: embedded.adminUrl,
    async stop() {
      await embedded.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/**
 * The PostgreSQL of a Debian package, on data of its own: the cluster the package may have made is not touched.
 * @throws when the package is not there
 */
export async function startDebianServer(version: string): Promise<TestServer> {
  const programs = `/usr/lib/postgresql/${version}/bin`
  const binaries = { initdb: join(programs, 'initdb'), postgres: join(programs, 'postgres') }
  if (!existsSync(binaries.postgres)) {
    throw new Error(`There is no ${binaries.postgres}: apt-get install postgresql-${version}`)
  }
  const directory = mkdtempSync(join(tmpdir(), 'stoa-test-'))
  const dataDirectory = join(directory, 'postgres')
  const runAs = chooseRunAs(binaries, directory, dataDirectory)
  const password = randomBytes(24).toString('hex')
  makeData(runAs, binaries.initdb, dataDirectory, password)
  const port = await freePort()
  const server = await startServer({
    binaries,
    runAs,
    dataDirectory,
    logFile: join(directory, 'postgres.log'),
    settings: { ...settings, port, listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC' },
  })
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  await untilReady(adminUrl, server.ended)
  return {
    adminUrl,
    async stop() {
      await server.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function makeData({ owner, prefix }: RunAs, initdb: string, dataDirectory: string, password: string): void {
  const passwordFile = `${dataDirectory}.password`
  mkdirSync(dataDirectory, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  for (const path of owner ? [dataDirectory, passwordFile] : []) chownSync(path, owner!.uid, owner!.gid)
  const options = ['--username=postgres', '--auth=scram-sha-256', '--locale=C.UTF-8', '--encoding=UTF8', '--no-sync']
  const [program, ...args] = [...prefix, initdb, ...options, `--pgdata=${dataDirectory}`, `--pwfile=${passwordFile}`]
  const { status, stderr } = spawnSync(program!, args, { encoding: 'utf8', ...(prefix.length === 0 && owner) })
  if (status !== 0) throw new Error(`initdb could not make ${dataDirectory}:\n${stderr}`)
}

async function untilReady(url: string, ended: Promise<string>): Promise<void> {
  let log: string | undefined
  void ended.then((text) => {
    log = text
  })
  for (;;) {
    if (log !== undefined) throw new Error(`PostgreSQL did not start:\n${log}`)
    const client = new pg.Client(url)
    try {
      await client.connect()
      return await client.end()
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
