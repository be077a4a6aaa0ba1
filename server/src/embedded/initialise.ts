import { randomUUID } from 'node:crypto'
import { chownSync, existsSync } from 'node:fs'
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { isAlive } from './process.ts'
import { type RunAs, spawnAs } from './run-as.ts'

/**
 * Makes the data directory unless it is there. It is made under another name and renamed when it is whole, so an
 * interrupted first start leaves nothing half made, and of two simultaneous ones the first to finish wins.
 */
export async function initialise(
  binaries: Binaries,
  runAs: RunAs,
  home: string,
  dataDirectory: string,
  password: string,
  isDurable: boolean,
): Promise<void> {
  await removeAbandoned(home)
  const draft = join(home, `initdb-${process.pid}`)
  const passwordFile = join(home, `initdb-${process.pid}-${randomUUID()}`)
  try {
    await mkdir(draft, { mode: 0o700 })
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (runAs.owner) {
      chownSync(draft, runAs.owner.uid, runAs.owner.gid)
      await chown(passwordFile, runAs.owner.uid, runAs.owner.gid)
    }
    await runInitdb(binaries, runAs, draft, passwordFile, isDurable)
    await rename(draft, dataDirectory).catch((error) => {
      if (!existsSync(join(dataDirectory, 'PG_VERSION'))) throw error
    })
  } finally {
    await rm(passwordFile, { force: true })
    await rm(draft, { recursive: true, force: true })
  }
}

async function runInitdb(
  binaries: Binaries,
  runAs: RunAs,
  directory: string,
  passwordFile: string,
  isDurable: boolean,
) {
  const args = [
    `--pgdata=${directory}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    // PostgreSQL's own C.UTF-8: the same on every machine, whatever locales it has.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(isDurable ? [] : ['--no-sync']),
  ]
  const initdb = spawnAs(runAs, binaries.initdb, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH },
  })
  let complaint = ''
  initdb.stderr?.on('data', (chunk) => {
    complaint += chunk
  })
  const endInitdb = () => initdb.kill()
  process.once('exit', endInitdb)
  const code = await new Promise((resolve, reject) => initdb.once('error', reject).once('close', resolve))
  process.off('exit', endInitdb)
  if (code !== 0) throw new Error(`initdb could not make ${directory}:\n${complaint.trim()}`)
}

/** Drafts of starts that were killed: their name says whose they were. */
async function removeAbandoned(home: string) {
  for (const name of await readdir(home)) {
    const pid = /^initdb-(\d+)/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) await rm(join(home, name), { recursive: true, force: true })
  }
}
