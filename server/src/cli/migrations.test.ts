import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { readConfig } from '#config'
import { createTestDatabase, type TestDatabase, testSecret } from '#testing'
import { run } from './run.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

/** Runs a command line as the program does; what it said is one text. */
async function stoa(...words: string[]): Promise<{ exitCode: number; said: string }> {
  let said = ''
  const say = (text: string) => {
    said += text
  }
  const environment = { DATABASE_URL: database.adminUrl, SECRET_KEY: testSecret, ENVIRONMENT: 'test' }
  const exitCode = await run(words, {
    loadConfig: () => readConfig(environment),
    result: say,
    failure: say,
    progress: () => undefined,
  })
  return { exitCode, said }
}

async function json(...words: string[]) {
  const { exitCode, said } = await stoa(...words, '--json')
  return { exitCode, data: JSON.parse(said) }
}

async function asAdmin(sql: string): Promise<pg.QueryResult> {
  const admin = new pg.Client(database.adminUrl)
  await admin.connect()
  try {
    return await admin.query(sql)
  } finally {
    await admin.end()
  }
}

test('a tenant whose schema was changed by hand is named by the status, unless it is to be quick', async () => {
  await stoa('tenant', 'create', 'acme', '--placement', 'schema')
  await asAdmin('alter table tenant_acme.products add column by_hand int')
  const status = await json('migrate', 'status')
  assert.deepEqual([status.exitCode, status.data.drifted], [3, ['tenant_acme']])
  assert.equal((await stoa('migrate', 'status', '--quick')).exitCode, 0)
  await asAdmin('alter table tenant_acme.products drop column by_hand')
  assert.equal((await stoa('migrate', 'status')).exitCode, 0)
})

test('a tenant that fails is told with its SQLSTATE and ends with attention, and is brought up alone', async () => {
  await stoa('tenant', 'create', 'bravo', '--placement', 'schema')
  await asAdmin(`delete from tenancy.migrations where schema_name = 'tenant_bravo' and version = 18`)
  const failed = await stoa('migrate', 'up')
  assert.equal(failed.exitCode, 3)
  assert.match(failed.said, /Failed: tenant_bravo, 0018-ai-config\.sql: 42P07 relation "ai_config" already exists/)
  await asAdmin('drop table tenant_bravo.ai_config')
  const { exitCode, data } = await json('migrate', 'up', '--only', 'bravo', '--canary', 'bravo')
  assert.deepEqual([exitCode, data.applied, data.failures], [0, 1, []])
})

test('a server that runs is known to migrators, and what it needs is not taken back until it has ended', async () => {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url))
  const env = { PATH: process.env.PATH, DATABASE_URL: database.adminUrl, SECRET_KEY: testSecret, PORT: '0' }
  const server = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    let output = ''
    while (!output.includes('ready at')) output += (await once(server.stdout, 'data'))[0]
    const down = await json('migrate', 'down', '--to', '2')
    assert.deepEqual([down.exitCode, down.data.error.code], [1, 'migration.in_use'])
    assert.match(down.data.error.message, new RegExp(`stoa on .*, process ${server.pid}\\.`))
    const exited = once(server, 'exit')
    server.kill('SIGTERM')
    assert.deepEqual(await exited, [0, null])
    assert.equal((await asAdmin('select from tenancy.running_processes')).rowCount, 0)
    assert.equal((await stoa('migrate', 'down', '--to', '2')).exitCode, 0)
  } finally {
    server.kill('SIGKILL')
  }
})

const misuses: [string[], RegExp][] = [
  [['--max-failures', '-1'], /is a number, 0 or more/],
  [['--connections', '0'], /is a number, 1 or more/],
]

for (const [words, hint] of misuses) {
  test(`refused with a hint: stoa migrate up ${words.join(' ')}`, async () => {
    const { exitCode, said } = await stoa('migrate', 'up', ...words)
    assert.equal(exitCode, 2)
    assert.match(said, hint)
  })
}
