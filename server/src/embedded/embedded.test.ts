import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { DataInUse, openEmbedded, startEmbedded } from './index.ts'
import { findPostmaster, isAlive } from './process.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'stoa-embedded-'))
const dataDirectory = join(dataDir, 'postgres')
const postmasterFile = join(dataDirectory, 'postmaster.pid')
const options = { dataDir, settings: { fsync: 'off', shared_buffers: '16MB' } }
const orphans: number[] = []

after(() => {
  for (const pid of orphans) if (isAlive(pid)) process.kill(-pid, 'SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

test('rows, address and password survive a stop and a start', async () => {
  const first = await startEmbedded(options)
  await query(first.adminUrl, 'create table kept (n int)')
  await query(first.adminUrl, 'insert into kept values (1)')
  await first.stop()
  const second = await startEmbedded(options)
  assert.equal(second.adminUrl, first.adminUrl)
  assert.deepEqual(await query(second.adminUrl, 'select n from kept'), [{ n: 1 }])
  await second.stop()
})

test('the file with the password is readable by its owner only', () => {
  assert.equal(statSync(join(dataDir, 'postgres.json')).mode & 0o777, 0o600)
})

test('a second start on the same data is refused and names the process; a borrower gets the running server', async () => {
  const owner = await startOwner()
  await assert.rejects(startEmbedded(options), (error) => {
    assert.ok(error instanceof DataInUse)
    assert.match(error.message, new RegExp(`already running .*process ${owner.child.pid}\\b`))
    return true
  })
  const borrowed = await openEmbedded(options)
  assert.deepEqual(await query(borrowed.adminUrl, 'select n from kept'), [{ n: 1 }])
  await borrowed.stop()
  assert.ok(isAlive(owner.postmaster))
  await kill(owner.child)
})

test('the server ends by itself when the process that started it is killed', async () => {
  const owner = await startOwner()
  await kill(owner.child)
  await until(() => !isAlive(owner.postmaster))
})

test('what was committed before everything was killed is there at the next start', async () => {
  const owner = await startOwner()
  await query(owner.adminUrl, 'insert into kept values (2)')
  process.kill(owner.postmaster, 'SIGKILL')
  await kill(owner.child)
  const next = await startEmbedded(options)
  assert.deepEqual(await query(next.adminUrl, 'select n from kept order by n'), [{ n: 1 }, { n: 2 }])
  await next.stop()
})

test('a server that outlived its process is ended and replaced', async () => {
  const owner = await startOwner()
  const postmasterLines = readFileSync(postmasterFile)
  await kill(owner.child, { withWatchdogOf: owner.postmaster })
  assert.ok(isAlive(owner.postmaster), 'nobody ended it')
  const next = await startEmbedded(options)
  assert.notDeepEqual(readFileSync(postmasterFile), postmasterLines)
  assert.ok(!isAlive(owner.postmaster))
  await next.stop()
})

test('a postmaster.pid that names a stranger is not believed', async () => {
  writeFileSync(postmasterFile, `${process.pid}\n${dataDirectory}\n1700000000\n5432\n\n127.0.0.1\n`)
  assert.equal(await findPostmaster(dataDirectory), undefined)
  const database = await startEmbedded(options)
  await database.stop()
})

test('Ctrl-C in a terminal does not reach the server before its process has drained', async () => {
  const owner = await startOwner()
  process.kill(-owner.child.pid!, 'SIGINT')
  await sleep(200)
  assert.ok(isAlive(owner.postmaster))
  await kill(owner.child)
  await until(() => !isAlive(owner.postmaster))
})

/** A process of its own that starts the server and stays, deaf to SIGINT as one that drains. */
async function startOwner() {
  const program = `
    import { startEmbedded } from ${JSON.stringify(import.meta.resolve('./index.ts'))}
    process.on('SIGINT', () => undefined)
    const database = await startEmbedded(${JSON.stringify(options)})
    console.log(database.adminUrl)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  orphans.push(child.pid!)
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  const postmaster = (await findPostmaster(dataDirectory))!.pid
  orphans.push(postmaster)
  return { child, adminUrl: String(line).trim(), postmaster }
}

async function kill(child: ChildProcess, { withWatchdogOf }: { withWatchdogOf?: number } = {}) {
  if (withWatchdogOf !== undefined) process.kill(watchdogOf(withWatchdogOf), 'SIGKILL')
  process.kill(-child.pid!, 'SIGKILL')
  await once(child, 'exit')
}

/** The watchdog is started right after the server, so its number is near. */
function watchdogOf(postmaster: number): number {
  for (let pid = postmaster + 1; pid < postmaster + 200; pid++) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`kill -INT ${postmaster}`)) return pid
    } catch {
      // No such process.
    }
  }
  throw new Error('The watchdog was not found')
}

async function until(isDone: () => boolean) {
  const deadline = Date.now() + 10_000
  while (!isDone()) {
    assert.ok(Date.now() < deadline, 'waited 10 s in vain')
    await sleep(20)
  }
}

async function query(connectionString: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
