import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { readConfig } from '#config'
import { createTestDatabase, type TestDatabase, testSecret } from '#testing'
import { run } from './run.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

interface Ended {
  exitCode: number
  stdout: string
  stderr: string
}

/** Runs a command line as the program does, against the database of this file. */
async function stoa(...words: string[]): Promise<Ended> {
  const said = { stdout: '', stderr: '' }
  const exitCode = await run(words, {
    loadConfig: () => readConfig(environment()),
    result: (text) => {
      said.stdout += `${text}\n`
    },
    failure: (text) => {
      said.stderr += `${text}\n`
    },
    progress: () => undefined,
  })
  return { exitCode, ...said }
}

function environment() {
  return { DATABASE_URL: database.adminUrl, SECRET_KEY: testSecret, ENVIRONMENT: 'test' }
}

async function json(...words: string[]) {
  const ended = await stoa(...words, '--json')
  return { ...ended, data: JSON.parse(ended.stdout) }
}

test('a tenant goes through its life by commands, in a schema of its own', async () => {
  const made = await json('tenant', 'create', 'acme', '--placement', 'schema', '--owner', 'ada@acme.example')
  assert.deepEqual([made.exitCode, made.data.status, made.data.schema_name], [0, 'active', 'tenant_acme'])
  const statuses = []
  for (const verb of ['suspend', 'delete', 'restore', 'reactivate']) {
    statuses.push((await json('tenant', verb, verb === 'suspend' ? made.data.id : 'acme')).data.status)
  }
  assert.deepEqual(statuses, ['suspended', 'deleted', 'suspended', 'active'])
  const listed = await json('tenant', 'list')
  assert.deepEqual(
    listed.data.results.map(({ slug, epoch }: { slug: string; epoch: number }) => [slug, epoch]),
    [['acme', 5]],
  )
  const again = await json('tenant', 'create', 'acme')
  assert.deepEqual([again.exitCode, again.data.error.code], [1, 'tenant.slug_taken'])
})

test('a tenant is exported, imported and cloned by commands, and goes for good', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stoa-cli-'))
  try {
    await stoa('tenant', 'create', 'travel', '--owner', 'ada@travel.example')
    const file = join(folder, 'travel.jsonl.gz')
    assert.deepEqual(await stoa('tenant', 'export', 'travel', '--to', file), {
      exitCode: 0,
      stdout: `Tenant travel is in ${file}.\n`,
      stderr: '',
    })
    assert.equal((await stoa('tenant', 'export', 'travel', '--to', file)).exitCode, 2)
    const imported = await json('tenant', 'import', file, '--slug', 'arrived', '--placement', 'schema')
    assert.deepEqual([imported.data.tenant.schema_name, imported.data.people], ['tenant_arrived', 1])
    const cloned = await json('tenant', 'clone', 'arrived', '--as', 'staging', '--without-people')
    assert.deepEqual([cloned.data.tenant.placement, cloned.data.people], ['schema', 0])
    assert.equal((await json('tenant', 'import', file)).data.error.code, 'tenant.slug_taken')
    assert.equal((await stoa('tenant', 'import', join(folder, 'none'))).exitCode, 2)
    for (const slug of ['travel', 'arrived', 'staging']) {
      assert.equal((await json('tenant', 'purge', slug, '--now')).data.error.code, 'tenant.not_deleted')
      await stoa('tenant', 'delete', slug)
      assert.equal((await json('tenant', 'purge', slug)).data.error.code, 'tenant.purge_too_early')
      assert.equal((await stoa('tenant', 'purge', slug, '--now')).exitCode, 0)
    }
    const listed = await json('tenant', 'list', '--status', 'deleted')
    assert.deepEqual(listed.data.results, [])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('what is missing is applied, and the exit code says whether anything was', async () => {
  assert.equal((await stoa('migrate', 'status')).exitCode, 0)
  const down = await json('migrate', 'down', '--to', '2')
  assert.deepEqual([down.exitCode, down.data.failures], [0, []])
  const behind = await json('migrate', 'status')
  assert.deepEqual([behind.exitCode, behind.data.is_up_to_date], [3, false])
  assert.equal((await json('doctor')).exitCode, 3)
  const up = await json('migrate', 'up')
  assert.deepEqual([up.exitCode, up.data.applied], [0, down.data.applied])
  assert.deepEqual((await json('doctor')).data, { findings: [] })
})

test('the program prints the URL of a role to stdout, and nothing besides', async () => {
  const program = fileURLToPath(new URL('./stoa.ts', import.meta.url))
  const words = [program, 'db', 'url', '--role', 'reader']
  const { stdout, stderr } = await promisify(execFile)(process.execPath, words, { env: environment() })
  assert.deepEqual([stdout, stderr], [`${database.urls.reader}\n`, ''])
})

const misuses: [string[], RegExp][] = [
  [['tennant', 'list'], /Did you mean stoa tenant list\?/],
  [['tenant', 'list', '--stat', 'active'], /no option --stat\..*--status/],
  [['tenant', 'list', '--status', 'activ'], /Did you mean active\?/],
  [['tenant', 'create'], /<slug> is missing/],
  [['tenant', 'create', 'a', 'b'], /"b" is one argument too many/],
  [['tenant', 'create', 'No Slug'], /^slug must match/],
  [['tenant', 'clone', 'acme', '--as', 'No Slug'], /^slug must match/],
  [['tenant', 'export', 'acme'], /--to <file> is missing/],
  [['db', 'url'], /--role <role> is missing/],
  [['migrate', 'down', '--to', 'x'], /is the number of a migration/],
]

for (const [words, hint] of misuses) {
  test(`refused with a hint: stoa ${words.join(' ')}`, async () => {
    const { exitCode, stdout, stderr } = await stoa(...words)
    assert.deepEqual([exitCode, stdout], [2, ''])
    assert.match(stderr, hint)
  })
}

test('the doctor finds what a role changed of itself, and the next command that works on tenants puts it back', async () => {
  const app = new pg.Client(database.urls.app)
  await app.connect()
  const here = new URL(database.adminUrl).pathname.slice(1)
  await app.query(`alter role stoa_app in database ${here} set default_transaction_read_only = on`)
  await app.end()
  const { data } = await json('doctor')
  assert.deepEqual(
    data.findings.map(({ code, subject }: { code: string; subject: string }) => [code, subject]),
    [['role_settings_changed', 'stoa_app: default_transaction_read_only']],
  )
  await stoa('tenant', 'list')
  assert.deepEqual((await json('doctor')).data, { findings: [] })
})

test('a database that cannot be reached is said in a sentence', async () => {
  const { adminUrl } = database
  const unreachable = new URL(adminUrl)
  unreachable.port = '1'
  database.adminUrl = unreachable.href
  try {
    const { exitCode, stderr } = await stoa('doctor')
    assert.equal(exitCode, 1)
    assert.match(stderr, /^PostgreSQL at .* cannot be reached: .*\n$/)
  } finally {
    database.adminUrl = adminUrl
  }
})

test('help costs no database, and lists what there is', async () => {
  const { exitCode, stdout } = await stoa('migrate', '--help')
  assert.equal(exitCode, 0)
  assert.match(stdout, /migrate up .*\n.*migrate down --to <number>/)
})
