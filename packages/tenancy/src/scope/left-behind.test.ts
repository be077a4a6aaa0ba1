import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { tenantPlaceholder } from '../statement/placeholder.ts'
import { statements } from '../statement/statement.ts'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { sampleTenant } from '../testing/sample-tenant.ts'
import { control, execution, type Prepared } from '../wire/batch.ts'
import { SharedConnections } from '../wire/shared-connections.ts'
import { createTenancy, type Tenancy } from './tenancy.ts'

interface Note {
  id: string
  text: string
}

const { statement } = statements<{ notes: Note }, object>()
const listNotes = statement('notes.list', (db) => db.selectFrom('notes').select('id'))
const insertNote = statement('notes.insert', (db, p: Note) => db.insertInto('notes').values({ id: p.id, text: p.text }))
const tellTime = statement(
  'notes.tell_time',
  () => sql<{ at: string }>`select timestamptz '2026-11-21 12:00Z' as at where ${tenantPlaceholder}::uuid is not null`,
)
const sleep = statement('notes.sleep', () => sql`select pg_sleep(0.1) where ${tenantPlaceholder}::uuid is not null`)

/** What SQL smuggled into a tenant's query can do: a setting that outlives its transaction. */
const leaveSetting = statement(
  'notes.leave_setting',
  (_, p: { name: string; value: string }) =>
    sql`select set_config(${p.name}, ${p.value}, false) where ${tenantPlaceholder}::uuid is not null`,
)
const leaveBinding = statement(
  'notes.leave_binding',
  () => sql`select set_config('tenancy.binding', current_setting('tenancy.binding'), false)
    where ${tenantPlaceholder}::uuid is not null`,
)

const actor = { kind: 'system' } as const
const read = { actor, mode: 'read' } as const
const write = { actor, mode: 'write' } as const
const acme = sampleTenant('acme', 'a')
const beta = sampleTenant('beta', 'b')

describe('a setting left behind on a connection', () => {
  let database: SampleDatabase
  let tenancy: Tenancy
  before(async () => {
    database = await sampleDatabase()
    // One of each, so that whoever comes next meets what was left.
    const limits = { reads: 1, writes: 1, leased: 1, waitTimeoutMs: 1_000 }
    tenancy = createTenancy({ urls: database.urls, bindingKey: database.bindingKey, limits })
    await insertInBeta()
  })
  after(async () => {
    await tenancy.close()
    await database.drop()
  })

  const insertInBeta = () =>
    tenancy.scope(beta, write, async (scope) => scope.write(insertNote, { id: crypto.randomUUID(), text: 'note' }))
  const listInBeta = () => tenancy.scope(beta, read, (scope) => scope.all(listNotes, {}))

  /** On each kind of connection: one for reads, one for writes in one batch, one for longer transactions. */
  async function leaveEverywhere(leave: (scope: Parameters<Parameters<Tenancy['scope']>[2]>[0]) => Promise<unknown>) {
    await tenancy.scope(acme, read, leave)
    await tenancy.scope(acme, write, leave)
    await tenancy.scope(acme, write, async (scope) => void leave(scope))
  }

  async function assertOthersWork() {
    const before = (await listInBeta()).length
    await insertInBeta()
    const seen = await tenancy.scope(beta, write, async (scope) => {
      const notes = await scope.all(listNotes, {})
      scope.write(insertNote, { id: crypto.randomUUID(), text: 'note' })
      return notes.length
    })
    assert.equal(seen, before + 1)
    assert.equal((await listInBeta()).length, before + 2)
  }

  test('by a binding refuses no other tenant', async () => {
    await leaveEverywhere((scope) => scope.all(leaveBinding, {}))
    await tenancy.scope(acme, write, async (scope) => scope.write(leaveBinding, {}))
    await assertOthersWork()
  })

  for (const [name, value] of [
    ['tenancy.binding', 'forged'],
    ['row_security', 'off'],
    ['default_transaction_read_only', 'on'],
  ] as const) {
    test(`by ${name} = ${value} refuses no other tenant`, async () => {
      await leaveEverywhere((scope) => scope.all(leaveSetting, { name, value }))
      await tenancy.scope(acme, write, async (scope) => scope.write(leaveSetting, { name, value }))
      await assertOthersWork()
    })
  }

  test("by a time zone changes nobody else's times", async () => {
    await leaveEverywhere((scope) => scope.all(leaveSetting, { name: 'TimeZone', value: 'Asia/Tokyo' }))
    for (const options of [read, write]) {
      const told = await tenancy.scope(beta, options, (scope) => scope.first(tellTime, {}))
      assert.match(told!.at, /^2026-11-21T12:00:00/)
    }
  })

  test('by a statement timeout costs the next caller an error at most', async () => {
    await tenancy.scope(acme, read, (scope) => scope.all(leaveSetting, { name: 'statement_timeout', value: '50' }))
    const sleepInBeta = () => tenancy.scope(beta, read, (scope) => scope.all(sleep, {}))
    await assert.rejects(sleepInBeta(), { code: '57014' })
    await sleepInBeta()
  })
})

/** Puts another statement in the place of each prepared one, as far as SQL can find out how they are called. */
const replaceStatements = control(`do $$
  declare taken text;
  begin
    for taken in select name from pg_prepared_statements where statement like '%''ours''%' loop
      execute format('deallocate %I', taken);
      execute format('prepare %I as select ''smuggled'' as value', taken);
    end loop;
  end $$`)

test('a prepared statement is not replaced by SQL that ran before on its connection', async (t) => {
  const database = await sampleDatabase()
  t.after(() => database.drop())
  const options = { url: database.urls.app, applicationName: 'left behind', connectTimeoutMs: 5_000, prepare: true }
  const connections = new SharedConnections({ ...options, size: 1, depthLimit: 1 })
  t.after(() => connections.close())
  const ours: Prepared = { name: 'ours', text: `select 'ours' as value`, about: { description: undefined } }
  const run = async () => {
    const asked = execution(ours, [])
    await connections.run([asked])
    return asked.rows
  }
  await run()
  await assert.rejects(connections.run([execution(replaceStatements, [])]), { code: '42501' })
  assert.deepEqual(await run(), [{ value: 'ours' }])
})
