import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { readConfig } from '#config'
import { createTestDatabase, type TestDatabase, testSecret } from '#testing'
import { run } from '../run.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

async function stoa(...words: string[]): Promise<{ exitCode: number; said: string; progress: string[] }> {
  let said = ''
  const progress: string[] = []
  const exitCode = await run(words, {
    loadConfig: () => readConfig({ DATABASE_URL: database.adminUrl, SECRET_KEY: testSecret, ENVIRONMENT: 'test' }),
    result: (text) => {
      said += text
    },
    failure: (text) => {
      said += text
    },
    progress: (text) => void progress.push(text),
  })
  return { exitCode, said, progress }
}

test('a tenant is moved there and back by commands, which say what they do', async () => {
  await stoa('tenant', 'create', 'acme')
  const there = await stoa('tenant', 'move', 'acme', '--to', 'schema')
  assert.equal(there.exitCode, 0)
  assert.match(
    there.said,
    /^Tenant acme moved from shared to tenant_acme: 0 rows in \d+ tables, found equal in both; its work waited \d+ ms\.$/,
  )
  assert.ok(there.progress.includes('The tenant waits'))
  const back = await stoa('tenant', 'move', 'acme', '--to', 'shared', '--json')
  const { from, to, is_cleaned_up } = JSON.parse(back.said)
  assert.deepEqual(
    [from, to, is_cleaned_up],
    [{ placement: 'schema', schema: 'tenant_acme' }, { placement: 'shared', schema: 'shared' }, true],
  )
  const again = await stoa('tenant', 'move', 'acme', '--to', 'shared', '--json')
  assert.deepEqual([again.exitCode, JSON.parse(again.said).error.code], [1, 'tenancy.move_already_there'])
  assert.deepEqual(await stoa('tenant', 'recover'), { exitCode: 0, said: 'No move was interrupted.', progress: [] })
})

test('a move whose process is gone is ended by a command', async () => {
  await stoa('tenant', 'create', 'bravo')
  const owner = new Client(database.urls.owner)
  await owner.connect()
  await owner.query(`
    insert into tenancy.moves (tenant_id, from_placement, from_schema, to_placement, to_schema, mover_pid, mover_began_at)
    select id, 'shared', 'shared', 'schema', 'tenant_bravo', 1, now() from core.tenants where slug = 'bravo';
    create schema tenant_bravo`)
  const { exitCode, said } = await stoa('tenant', 'recover')
  assert.equal(exitCode, 0)
  assert.match(said, /^Tenant [0-9a-f-]{36} is where it was; the half-made copy is removed\.$/)
  const left = await owner.query(`select from pg_namespace where nspname = 'tenant_bravo'`)
  assert.equal(left.rowCount, 0)
  await owner.end()
})
