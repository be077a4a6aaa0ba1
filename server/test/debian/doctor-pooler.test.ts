import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bindingKeyFrom, doctor } from '@stoa/tenancy'
import { migrationDirectories } from '#platform/database'
import { createTestDatabase, type TestDatabase, testSecret } from '#testing'
import { type Pgbouncer, startPgbouncer } from '../../src/testing/pgbouncer.ts'
import { settings } from './crowd.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

type PoolerSettings = Parameters<typeof startPgbouncer>[1]

/** What the doctor says of the database behind a pooler. */
async function examineBehind(pooling: PoolerSettings, prepare: boolean, patienceMs?: number) {
  const pooler: Pgbouncer = await startPgbouncer(database, pooling)
  try {
    const bindingKey = bindingKeyFrom(testSecret)
    const options = { urls: pooler.urls, directories: migrationDirectories, bindingKey, prepare }
    const found = await doctor({ ...options, ...(patienceMs !== undefined && { poolerPatienceMs: patienceMs }) })
    return found.map(({ code, severity }) => [code, severity])
  } finally {
    await pooler.stop()
  }
}

for (const default_pool_size of [1, 4]) {
  test(`transaction mode with a pool of ${default_pool_size} is as it should be, when it clears its sessions and nothing is prepared`, async () => {
    assert.deepEqual(await examineBehind({ ...settings, default_pool_size }, false), [])
  })
}

test('a pooler that does not carry prepared statements over is found where the server prepares', async () => {
  assert.deepEqual(await examineBehind({ default_pool_size: 1 }, true), [['pooler_loses_statements', 'error']])
  assert.deepEqual(await examineBehind({ default_pool_size: 4 }, true), [['pooler_loses_statements', 'error']])
})

test('a pooler that pools statements is found, whatever else may be wrong', async () => {
  assert.deepEqual(await examineBehind({ pool_mode: 'statement' }, false), [['pooler_splits_transactions', 'fatal']])
})

test('a pooler that pools sessions is found', async () => {
  assert.deepEqual(await examineBehind({ pool_mode: 'session' }, true), [['pooler_keeps_sessions', 'warning']])
})

test('a pooler that keeps a second connection waiting is found', async () => {
  const [first] = await examineBehind({ pool_mode: 'session', default_pool_size: 1 }, true, 200)
  assert.deepEqual(first, ['pooler_exhausted', 'error'])
})
