import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  bindingKeyFrom,
  ConnectionLost,
  DatabaseError,
  doctor,
  ListenerPooled,
  listen,
  statements,
  tenantPlaceholder,
} from '@stoa/tenancy'
import { sql } from 'kysely'
import { migrationDirectories } from '#platform/database'
import { createTestDatabase, type TestDatabase, testSecret } from '#testing'
import { readConfig } from '../../src/config.ts'
import { openDatabase, prepareDatabase } from '../../src/database.ts'
import { askOnce, startPgbouncer } from '../../src/testing/pgbouncer.ts'
import { type Crowd, createCrowd, settings } from './crowd.ts'

const { statement } = statements<object, object>()
const leave = statement(
  'sessions.leave',
  (_, p: { name: string; value: string }) =>
    sql`select set_config(${p.name}, ${p.value}, false) where ${tenantPlaceholder}::uuid is not null`,
)
const leaveBinding = statement(
  'sessions.leave_binding',
  () => sql`select set_config('tenancy.binding', current_setting('tenancy.binding'), false)
    where ${tenantPlaceholder}::uuid is not null`,
)
const leaveLock = statement(
  'sessions.leave_lock',
  () => sql`select pg_advisory_lock(4711) where ${tenantPlaceholder}::uuid is not null`,
)
/** Settings of the session that are not as it began; a reading transaction makes itself read-only. */
const look = statement(
  'sessions.look',
  () => sql<{ changed: string[] }>`select
      array(
        select name from pg_settings
        where source = 'session' and name not in ('application_name', 'transaction_read_only')
      ) as changed
    where ${tenantPlaceholder}::uuid is not null`,
)
const locks = `select count(*)::text as held from pg_locks where locktype = 'advisory' and objid = 4711`

/** Work that is spoiled by what it did itself is its own matter, also when its session is ended for it. */
function onlyOwn(error: unknown): void {
  assert.ok(error instanceof DatabaseError || error instanceof ConnectionLost)
}

const actor = { kind: 'system' } as const

describe('what SQL leaves behind in a session of PgBouncer', () => {
  let crowd: Crowd
  before(async () => {
    crowd = await createCrowd({ prepare: true, tenants: 2, platforms: 2 })
  })
  after(() => crowd?.close())

  const product = { title: 'Shirt', price_amount_minor: 100, currency: 'EUR', tags: ['a', 'b'] }

  async function assertNeighbourWorks() {
    const [, world] = crowd.worlds
    const neighbour = crowd.tenants[1]!
    const caller = await world!.caller('owner', neighbour)
    const made = await world!.requestAs(caller, 'POST', '/products', { body: product }, neighbour)
    assert.equal(made.statusCode, 201, made.body)
    const id = made.json().id
    const changed = await world!.requestAs(caller, 'PATCH', `/products/${id}`, { body: { title: 'Skirt' } }, neighbour)
    assert.equal(changed.statusCode, 200, changed.body)
    const read = await world!.requestAs(caller, 'GET', `/products/${id}`, {}, neighbour)
    assert.deepEqual(read.json(), changed.json())
    const left = await world!.platform.tenancy.scope(neighbour, { actor, mode: 'read' }, (scope) =>
      scope.first(look, {}),
    )
    assert.deepEqual(left, { changed: [] })
    assert.deepEqual(await askOnce(crowd.database.adminUrl, locks), [{ held: '0' }])
  }

  for (const [name, value] of [
    ['tenancy.binding', 'forged'],
    ['row_security', 'off'],
    ['default_transaction_read_only', 'on'],
    ['default_transaction_isolation', 'serializable'],
    ['statement_timeout', '1'],
    ['idle_in_transaction_session_timeout', '1'],
    ['TimeZone', 'Asia/Tokyo'],
    ['DateStyle', 'SQL, DMY'],
    ['bytea_output', 'escape'],
    ['array_nulls', 'off'],
    ['synchronous_commit', 'off'],
    ['search_path', 'public'],
    ['application_name', 'somebody else'],
  ] as const) {
    test(`${name} = ${value} hurts no other tenant`, async () => {
      const { tenancy } = crowd.worlds[0]!.platform
      for (const mode of ['read', 'write'] as const) {
        await tenancy
          .scope(crowd.tenants[0]!, { actor, mode }, (scope) => scope.all(leave, { name, value }))
          .catch(onlyOwn)
        await assertNeighbourWorks()
      }
    })
  }

  test('a binding or a lock hurts no other tenant', async () => {
    const { tenancy } = crowd.worlds[0]!.platform
    for (const left of [leaveBinding, leaveLock]) {
      await tenancy.scope(crowd.tenants[0]!, { actor, mode: 'read' }, (scope) => scope.all(left, {})).catch(onlyOwn)
      await assertNeighbourWorks()
    }
  })
})

describe('a pooler in front of the database', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  test('is served through, while the server itself is set up and listened to', async (t) => {
    const pooler = await startPgbouncer(database, settings)
    t.after(() => pooler.stop())
    const config = readConfig({
      DATABASE_URL: database.adminUrl,
      DATABASE_POOLER_URL: pooler.url,
      SECRET_KEY: testSecret,
    })
    const opened = await openDatabase(config)
    assert.deepEqual(opened.servingUrls, pooler.urls)
    assert.deepEqual(await prepareDatabase(opened, config), [])
  })

  test('is refused where the server itself is needed, with what to do', async (t) => {
    const pooler = await startPgbouncer(database, settings)
    t.after(() => pooler.stop())
    await assert.rejects(listen(pooler.urls.system, {}), ListenerPooled)
    const config = readConfig({ DATABASE_URL: pooler.urls.system, SECRET_KEY: testSecret })
    await assert.rejects(
      openDatabase(config),
      /DATABASE_URL leads to a pooler in transaction mode.*DATABASE_POOLER_URL/,
    )
  })

  test('is fit in the eyes of the doctor when it clears its sessions, and else a finding', async (t) => {
    for (const [kind, expected] of [
      [settings, []],
      [{ default_pool_size: 1 }, ['pooler_keeps_settings']],
      [{ pool_mode: 'session' }, ['pooler_keeps_sessions']],
    ] as const) {
      const pooler = await startPgbouncer(database, kind)
      t.after(() => pooler.stop())
      const bindingKey = bindingKeyFrom(testSecret)
      const findings = await doctor({
        urls: pooler.urls,
        directories: migrationDirectories,
        bindingKey,
        prepare: false,
      })
      const codes = findings.map(({ code }) => code)
      assert.deepEqual(
        codes.filter((code) => code.startsWith('pooler_')),
        expected,
      )
    }
  })
})
