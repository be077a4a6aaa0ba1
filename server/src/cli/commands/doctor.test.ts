import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { readConfig } from '#config'
import { createTestDatabase, type TestDatabase, testSecret } from '#testing'
import { run } from '../run.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
  await stoa('tenant', 'create', 'acme', '--placement', 'schema')
})
after(() => database.drop())

async function stoa(...words: string[]): Promise<{ exitCode: number; said: string }> {
  let said = ''
  const exitCode = await run(words, {
    loadConfig: () => readConfig({ DATABASE_URL: database.adminUrl, SECRET_KEY: testSecret, ENVIRONMENT: 'test' }),
    result: (text) => {
      said = text
    },
    failure: (text) => {
      said = text
    },
    progress: () => undefined,
  })
  return { exitCode, said }
}

async function asAdmin(sql: string): Promise<void> {
  const admin = new pg.Client(database.adminUrl)
  await admin.connect()
  await admin.query(sql)
  await admin.end()
}

test('nothing is wrong with a platform as it was set up, in either placement, nor with its rows', async () => {
  assert.deepEqual(await stoa('doctor', '--deep'), { exitCode: 0, said: 'Nothing is wrong.' })
})

test('a warning is told, and does not fail', async () => {
  await asAdmin('create sequence shared.numbers; grant usage on sequence shared.numbers to stoa_app')
  await asAdmin('create sequence tenant_acme.numbers; grant usage on sequence tenant_acme.numbers to stoa_app')
  await asAdmin(
    'alter sequence shared.numbers owner to stoa_owner; alter sequence tenant_acme.numbers owner to stoa_owner',
  )
  const { exitCode, said } = await stoa('doctor')
  assert.equal(exitCode, 0)
  assert.match(said, /^warning {2}sequence_shared: shared\.numbers\n.*\n {2}Mend: .*\n\n.*\n\n2 warning\.$/s)
  await asAdmin('drop sequence shared.numbers; drop sequence tenant_acme.numbers')
})

test('an error is told with what differs and the SQL that mends it, and fails', async () => {
  await asAdmin('alter table tenant_acme.number_series set unlogged')
  const { exitCode, said } = await stoa('doctor')
  assert.equal(exitCode, 3)
  assert.match(said, /^ {2}alter table tenant_acme\.number_series set logged;$/m)
  assert.match(
    said,
    /^error {2}schema_drifted: table number_series in tenant_acme\n {2}is: r u .*; in the shared schema: r p /m,
  )
  await asAdmin('alter table tenant_acme.number_series set logged')
})
