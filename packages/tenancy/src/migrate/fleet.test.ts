import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, test } from 'node:test'
import { emptySampleDatabase, type SampleDatabase } from '../testing/sample-database.ts'
import { addFleet, appliedIn } from '../testing/sample-fleet.ts'
import { MigrationRefused } from './errors.ts'
import { type MigrateOptions, type MigrationProgress, migrate } from './migrate.ts'
import { OwnerConnections } from './owner-connections.ts'

let database: SampleDatabase
beforeEach(async () => {
  database = await emptySampleDatabase()
  await database.migrate()
})
afterEach(() => database.drop())

const addColor = 'alter table :"schema".notes add color text;'

function run(options: Partial<MigrateOptions> = {}) {
  return migrate({ ownerUrl: database.urls.owner, directories: database.directories, ...options })
}

const asAdmin = (sql: string) => database.as('admin', (admin) => admin.query(sql))

/** Makes the migration that adds a color fail in a tenant. */
const spoil = (schema: string) => asAdmin(`alter table ${schema}.notes add color int`)

test('a killed migrator leaves whole tenants behind, and the next run applies the rest, each exactly once', async () => {
  const schemas = await addFleet(database, 50)
  await asAdmin(`create table core.traces (schema text not null); grant insert on core.traces to stoa_owner;
    grant usage on schema core to stoa_owner`)
  await database.writeMigration('tenant', '0002-color.sql', `${addColor}\ninsert into core.traces select ':"schema"';`)
  const { core, tenant } = database.directories
  const program = new URL('../testing/migrating-process.ts', import.meta.url)
  const migrator = fork(program, [database.urls.owner, core, tenant, '20'])
  await once(migrator, 'message')
  migrator.kill('SIGKILL')
  await once(migrator, 'exit')
  const before = (await appliedIn(database, 2)).length
  assert.ok(before >= 20 && before < 51, `${before} were applied before the kill`)
  const report = await run()
  assert.deepEqual(report.failures, [])
  assert.ok(report.applied > 0)
  assert.deepEqual(await appliedIn(database, 2), ['shared', ...schemas])
  const { rows } = await asAdmin(
    'select count(*)::int as runs, count(distinct schema)::int as schemas from core.traces',
  )
  assert.deepEqual(rows, [{ runs: 51, schemas: 51 }])
})

test('what the server still finishes for a killed migrator is waited for, and not done again', async () => {
  await addFleet(database, 1)
  await database.writeMigration('tenant', '0002-color.sql', addColor)
  await database.as('owner', async (orphan) => {
    await orphan.query(`begin; select tenancy.claim_migration('tenant', 'tenant_t01', 2, false);
      alter table tenant_t01.notes add color text`)
    const report = run()
    await waitUntilSomebodyWaits()
    await orphan.query(`insert into tenancy.migrations (set, schema_name, version, name, checksum, duration_ms)
      select 'tenant', 'tenant_t01', 2, f.name, f.checksum, 0 from tenancy.migration_files f
      where f.set = 'tenant' and f.version = 2; commit`)
    const { applied, failures } = await report
    assert.deepEqual([applied, failures], [1, []])
  })
})

async function waitUntilSomebodyWaits(): Promise<void> {
  await database.as('admin', async (admin) => {
    const waiting = `select from pg_locks where not granted and database =
      (select oid from pg_database where datname = current_database())`
    while ((await admin.query(waiting)).rowCount === 0) await admin.query('select pg_sleep(0.02)')
  })
}

test('a tenant whose tables are in use gets further turns, and the others go on meanwhile', async () => {
  const schemas = await addFleet(database, 12)
  await database.writeMigration('tenant', '0002-color.sql', addColor)
  await database.as('app', async (app) => {
    await app.query('begin; lock table tenant_t01.notes in row exclusive mode')
    const busy: string[] = []
    let letGo: Promise<unknown> | undefined
    const report = await run({
      onProgress(progress) {
        if (progress.phase === 'busy') busy.push(progress.schema)
        if (progress.phase !== 'tenants' || progress.done < 11) return
        letGo ??= appliedIn(database, 2).then(async (applied) => {
          assert.deepEqual(applied, ['shared', ...schemas.slice(1)])
          await app.query('rollback')
        })
      },
    })
    await letGo
    assert.deepEqual([report.applied, report.failures], [13, []])
    assert.ok(busy.includes('tenant_t01'))
    assert.deepEqual(new Set(busy).size, 1)
  })
})

test('one that fails is told with its SQLSTATE, the others go on, and it can be brought up alone', async () => {
  const schemas = await addFleet(database, 15)
  await spoil('tenant_t07')
  await database.writeMigration('tenant', '0002-color.sql', addColor)
  const first = await run()
  assert.deepEqual(
    first.failures.map(({ schema, file, code, message }) => [schema, file, code, message]),
    [['tenant_t07', '0002-color.sql', '42701', 'column "color" of relation "notes" already exists']],
  )
  assert.equal(first.stopped, undefined)
  await asAdmin('alter table tenant_t07.notes drop color')
  await database.writeMigration('tenant', '0003-size.sql', 'alter table :"schema".notes add size int;')
  const alone = await run({ only: ['t07'] })
  assert.deepEqual([alone.applied, alone.failures], [3, []])
  assert.deepEqual(await appliedIn(database, 2), ['shared', ...schemas])
  assert.deepEqual(await appliedIn(database, 3), ['shared', 'tenant_t07'])
})

test('a wave with too many failures is the last one', async () => {
  const schemas = await addFleet(database, 40)
  for (const schema of schemas.slice(1)) await spoil(schema)
  await database.writeMigration('tenant', '0002-color.sql', addColor)
  const report = await run({ connections: 2 })
  // Whoever was at work when the limit was passed still ends.
  assert.ok(report.failures.length === 2 || report.failures.length === 3, `${report.failures.length} failed`)
  assert.match(report.stopped!.reason, /failed in a wave of 10$/)
  assert.equal(report.stopped!.untouched, 39 - report.failures.length)
  assert.deepEqual(await appliedIn(database, 2), ['shared', 'tenant_t01'])
})

test('how many may fail in a wave can be said', async () => {
  const schemas = await addFleet(database, 20)
  for (const schema of schemas.slice(1, 7)) await spoil(schema)
  await database.writeMigration('tenant', '0002-color.sql', addColor)
  const report = await run({ failureLimit: 6 })
  assert.deepEqual([report.failures.length, report.stopped], [6, undefined])
})

test('without a canary that goes well nobody else is begun', async () => {
  const schemas = await addFleet(database, 8)
  for (const schema of schemas) await spoil(schema)
  await database.writeMigration('tenant', '0002-color.sql', addColor)
  const report = await run()
  assert.deepEqual(
    report.failures.map(({ schema }) => schema),
    ['tenant_t01', 'tenant_t02', 'tenant_t03'],
  )
  assert.equal(report.stopped!.untouched, 5)
})

test('a named canary goes first, and must go well', async () => {
  const schemas = await addFleet(database, 6)
  await spoil('tenant_t04')
  await database.writeMigration('tenant', '0002-color.sql', addColor)
  const report = await run({ canary: 't04' })
  assert.deepEqual(
    report.failures.map(({ schema }) => schema),
    ['tenant_t04'],
  )
  assert.equal(report.stopped!.untouched, 5)
  assert.deepEqual(await appliedIn(database, 2), ['shared'])
  const seen: MigrationProgress[] = []
  await run({ canary: 't05', onProgress: (progress) => seen.push(progress) })
  assert.deepEqual(seen[0], { phase: 'canary', schema: 'tenant_t05' })
  assert.deepEqual(
    await appliedIn(database, 2),
    ['shared', ...schemas].filter((schema) => schema !== 'tenant_t04'),
  )
  await assert.rejects(
    run({ canary: 'nobody' }),
    (error: unknown) => error instanceof MigrationRefused && error.reason === 'unknown_tenant',
  )
})

test('a canary that afterwards is not as the shared schema shows nothing, and the next one is asked', async () => {
  const schemas = await addFleet(database, 4)
  await asAdmin('alter table tenant_t01.notes add column by_hand int')
  await database.writeMigration('tenant', '0002-color.sql', addColor)
  const stopped = await run({ canary: 't01' })
  assert.match(stopped.stopped!.reason, /tenant_t01 is not as the shared schema is afterwards: column notes\.by_hand$/)
  assert.deepEqual(await appliedIn(database, 2), ['shared', 'tenant_t01'])
  await database.writeMigration('tenant', '0003-size.sql', 'alter table :"schema".notes add size int;')
  const canaries: string[] = []
  const report = await run({
    onProgress: (progress) => {
      if (progress.phase === 'canary') canaries.push(progress.schema)
    },
  })
  assert.deepEqual(canaries, ['tenant_t01', 'tenant_t02'])
  assert.deepEqual([report.failures, report.stopped], [[], undefined])
  assert.deepEqual(await appliedIn(database, 3), ['shared', ...schemas])
})

test('migrator connections are replaced after so many schemas, and when they are lost', async () => {
  const connections = new OwnerConnections(database.urls.owner)
  try {
    const pids: number[] = []
    for (let use = 0; use < 251; use++) {
      const client = await connections.take()
      if (use % 250 === 0) pids.push((await client.query('select pg_backend_pid() as pid')).rows[0].pid)
      await connections.giveBack(client)
    }
    assert.notEqual(pids[0], pids[1])
    const lost = await connections.take()
    const end = new Promise<void>((resolve) => lost.once('end', resolve))
    await assert.rejects(lost.query('select pg_terminate_backend(pg_backend_pid())'))
    await end
    await connections.giveBack(lost)
    const next = await connections.take()
    assert.notEqual(next, lost)
    await connections.giveBack(next)
  } finally {
    await connections.close()
  }
})

test('a tenant whose connection is lost gets another turn on another one', async () => {
  await addFleet(database, 3)
  await database.writeMigration(
    'tenant',
    '0002-once.sql',
    `do $$ begin
      if ':"schema"' = '"tenant_t02"' and not pg_try_advisory_lock_shared(99) then
        perform pg_terminate_backend(pg_backend_pid());
      end if;
    end $$;`,
  )
  await database.as('admin', async (admin) => {
    await admin.query('select pg_advisory_lock(99)')
    const lost = run({
      connections: 1,
      onProgress: (progress) => {
        if (progress.phase === 'tenants' && progress.done === 2) void admin.query('select pg_advisory_unlock(99)')
      },
    })
    assert.deepEqual((await lost).failures, [])
  })
  assert.equal((await appliedIn(database, 2)).length, 4)
})
