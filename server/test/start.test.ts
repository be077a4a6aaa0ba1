import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { testSecret } from '#testing'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'stoa-start-'))
const dataDir = join(scratch, 'data')
const started: ChildProcess[] = []

after(() => {
  for (const { pid, exitCode, signalCode } of started) {
    if (pid && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL')
  }
  rmSync(scratch, { recursive: true, force: true })
})

interface Run {
  child: ChildProcess
  output: () => string
  /** Where it serves; rejects with what it printed when it ends before. */
  url: Promise<string>
  exit: Promise<number | null>
}

/** Starts the server as `npm start` does, in a process group of its own. */
function start(env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [main], {
    detached: true,
    env: { PATH: process.env.PATH, STOA_DATA: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let text = ''
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  const url = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        text += chunk
        const ready = /ready at (\S+)/.exec(text)
        if (ready) resolve(ready[1]!)
      })
    }
    void exit.then(() => reject(new Error(text)))
  })
  url.catch(() => undefined)
  return { child, output: () => text, url, exit }
}

async function stop({ child, exit }: Run): Promise<number | null> {
  child.kill('SIGTERM')
  return exit
}

describe('on the embedded PostgreSQL', { concurrency: false }, () => {
  test('stopped in the middle of the first migration it ends with code 0, and the next start goes on', async () => {
    const run = start()
    while (!run.output().includes('Migrating core')) await once(run.child.stdout!, 'data')
    assert.equal(await stop(run), 0)
  })

  test('the first whole start migrates and seeds, and tells where what is', async () => {
    const run = start()
    const url = await run.url
    assert.match(run.output(), /acme \(shared\) · bravo \(shared\) · chara \(schema tenant_chara\)/)
    assert.match(run.output(), /owner@acme\.example/)
    const token = await logIn(url, 'owner@chara.example')
    const answer = await fetch(`${url}/api/v1/products`, {
      headers: { authorization: `Bearer ${token}`, 'x-tenant-id': 'chara' },
    })
    const { results } = (await answer.json()) as { results: { title: string }[] }
    assert.ok(results.some(({ title }) => title === 'Market stall'))
    assert.equal(await stop(run), 0)
  })

  test('a second start on the same data says so and ends with code 3, while the first goes on', async () => {
    const first = start()
    const url = await first.url
    const second = start()
    assert.equal(await second.exit, 3)
    assert.match(second.output(), /already running on the data in/)
    assert.equal((await fetch(`${url}/health/ready`)).status, 200)
    assert.equal(await stop(first), 0)
  })

  test('after kill -9 of the whole group the next start has every acknowledged change', async () => {
    const killed = start()
    const headers = {
      authorization: `Bearer ${await logIn(await killed.url, 'owner@acme.example')}`,
      'x-tenant-id': 'acme',
      'content-type': 'application/json',
    }
    const body = JSON.stringify({ title: 'Acknowledged', price_amount_minor: 100, currency: 'EUR' })
    const made = await fetch(`${await killed.url}/api/v1/products`, { method: 'POST', headers, body })
    assert.equal(made.status, 201)
    process.kill(-killed.child.pid!, 'SIGKILL')
    await killed.exit
    const next = start()
    const found = await fetch((await next.url) + made.headers.get('location'), { headers })
    assert.equal(((await found.json()) as { title: string }).title, 'Acknowledged')
    assert.equal(await stop(next), 0)
  })

  test('a database server that is lost ends the process with what to do about it', async () => {
    const run = start()
    await run.url
    const [postmaster] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(postmaster), 'SIGKILL')
    assert.equal(await run.exit, 1)
    assert.match(run.output(), /PostgreSQL ended unexpectedly:.*Start again; .*postgres\.log may tell more\./s)
    assert.doesNotMatch(run.output(), /^ {4}at /m)
  })

  test('a port that is taken is named, and nothing is left running', async () => {
    const other = createServer().listen(0, 'localhost')
    await once(other, 'listening')
    const run = start({ PORT: String((other.address() as { port: number }).port) })
    assert.equal(await run.exit, 1)
    assert.match(run.output(), /EADDRINUSE.*set PORT to another one/)
    other.close()
    const next = start()
    await next.url
    assert.equal(await stop(next), 0)
  })
})

test('a configuration that cannot be used ends the start with code 2 before anything is made', async () => {
  const run = start({ STOA_DATA: join(scratch, 'never'), PORT: 'http', LOG_LEVEL: 'loud' })
  assert.equal(await run.exit, 2)
  assert.match(run.output(), /PORT is "http".*LOG_LEVEL is "loud"/s)
  assert.ok(!existsSync(join(scratch, 'never')))
})

test('with DATABASE_URL that server is used, and none is started', async () => {
  const url = new URL(process.env.STOA_TEST_DATABASE_URL!)
  url.pathname = `/start_${process.pid}`
  const data = join(scratch, 'external')
  const env = { STOA_DATA: data, DATABASE_URL: url.href, SECRET_KEY: testSecret }
  const run = start(env)
  const served = await run.url
  assert.ok(!existsSync(join(data, 'postgres')))
  assert.equal((await fetch(`${served}/health/ready`)).status, 200)
  assert.equal(await stop(run), 0)
  const admin = new pg.Client(process.env.STOA_TEST_DATABASE_URL)
  await admin.connect()
  await admin.query(`drop database ${url.pathname.slice(1)}`)
  await admin.end()
})

describe('a database that cannot be worked with is said in a sentence, without its password', () => {
  const given = new URL(process.env.STOA_TEST_DATABASE_URL!)
  const role = `powerless_${process.pid}`
  const asAdmin = async (sql: string) => {
    const admin = new pg.Client(given.href)
    await admin.connect()
    await admin.query(sql)
    await admin.end()
  }
  before(() => asAdmin(`create role ${role} login password 'hushhush'`))
  after(() => asAdmin(`drop role ${role}`))
  const cases: [name: string, url: Partial<URL>, said: RegExp][] = [
    ['nobody listens', { port: '1', hostname: 'localhost' }, /^PostgreSQL at localhost:1 cannot be reached: .*REFUSED/],
    ['a host without address', { hostname: 'nowhere.invalid' }, /^PostgreSQL at nowhere.invalid:\d+ cannot be reached/],
    ['a wrong password', { username: role }, /refuses the login: .* Give DATABASE_URL a user and a password/],
    [
      'a role that may not make roles',
      { username: role, password: 'hushhush' },
      /must be a superuser, or own .*CREATEROLE/,
    ],
    [
      'a role that may not make the database',
      { username: role, password: 'hushhush', pathname: '/none' },
      /does not permit .* CREATEDB/,
    ],
  ]
  for (const [name, parts, said] of cases) {
    test(name, async () => {
      const url = Object.assign(new URL(given), { password: 'wrong-hushhush', ...parts })
      const run = start({ STOA_DATA: join(scratch, 'none'), DATABASE_URL: url.href, SECRET_KEY: testSecret })
      assert.equal(await run.exit, 1)
      assert.match(run.output(), said)
      assert.equal(run.output().trim().split('\n').length, 1, run.output())
      assert.doesNotMatch(run.output(), /hushhush/)
    })
  }
})

async function logIn(url: string, email: string): Promise<string> {
  await post(`${url}/api/v1/auth/login`, { email })
  const mailbox = await fetch(`${url}/dev/mailbox?to=${encodeURIComponent(email)}`)
  const code = /\b\d{6}\b/.exec(await mailbox.text())![0]
  return (await post(`${url}/api/v1/auth/verify`, { email, code })).access_token!
}

async function post(url: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  assert.ok(answer.ok, `${url} answered ${answer.status}`)
  return answer.status === 204 ? {} : ((await answer.json()) as Record<string, string>)
}
