import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, test } from 'node:test'
import pg from 'pg'
import { emptySampleDatabase, type SampleDatabase } from '../testing/sample-database.ts'
import { MigrationFailed, MigrationRefused } from './errors.ts'
import { type MigrationProgress, migrate } from './migrate.ts'
import { readMigrations } from './migration-file.ts'
import { revert } from './revert.ts'
import { migrationStatus } from './status.ts'

let database: SampleDatabase
beforeEach(async () => {
  database = await emptySampleDatabase()
})
afterEach(() => database.drop())

const addColor = 'alter table :"schema".notes add color text;'
const dropColor = 'alter table :"schema".notes drop color;'

function options() {
  return { ownerUrl: database.urls.owner, directories: database.directories }
}

/** Migrates, and gives the database two tenants with schemas of their own. */
async function fleet() {
  await database.migrate()
  await database.addTenant(randomUUID(), 'acme')
  await database.addTenant(randomUUID(), 'bravo')
}

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await database.as('admin', (admin) =>
    admin.query(
      `select attname from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
       order by attnum`,
      [table],
    ),
  )
  return rows.map(({ attname }) => attname)
}

async function ledger(): Promise<string[]> {
  const { rows } = await database.as('admin', (admin) =>
    admin.query(
      `select schema_name, version from tenancy.migrations where set <> 'kernel' order by set, schema_name, version`,
    ),
  )
  return rows.map(({ schema_name, version }) => `${schema_name} ${version}`)
}

/** Migrations of an empty database: the kernel's and the application's. */
async function migrationCount(): Promise<number> {
  return Object.values(await readMigrations(database.directories)).flat().length
}

function refusedAs(reason: string, words: RegExp) {
  return (error: unknown) => error instanceof MigrationRefused && error.reason === reason && words.test(error.message)
}

test('an empty database gets every set, and a second run does nothing in one query', async (context) => {
  const report = await database.migrate()
  assert.deepEqual(await ledger(), ['core 1', 'shared 1'])
  assert.equal(report.schemas, 3)
  const query = context.mock.method(pg.Client.prototype, 'query')
  assert.equal((await database.migrate()).applied, 0)
  assert.equal(query.mock.callCount(), 1)
})

test('a new migration reaches the shared tables and every tenant, and tenants made later have it too', async () => {
  await fleet()
  await database.writeMigration('tenant', '0002-color.sql', addColor, dropColor)
  const seen: MigrationProgress[] = []
  const report = await migrate({ ...options(), onProgress: (progress) => seen.push(progress) })
  assert.deepEqual([report.applied, report.schemas, report.failures], [3, 3, []])
  assert.deepEqual(seen, [
    { phase: 'applying', file: '0002-color.sql', schema: 'shared' },
    { phase: 'canary', schema: 'tenant_acme' },
    { phase: 'tenants', done: 1, total: 2 },
    { phase: 'tenants', done: 2, total: 2 },
  ])
  await database.addTenant(randomUUID(), 'later')
  for (const schema of ['shared', 'tenant_acme', 'tenant_bravo', 'tenant_later']) {
    assert.deepEqual(await columnsOf(`${schema}.notes`), ['tenant_id', 'id', 'text', 'color'])
  }
})

test('a file that was changed after it was applied is refused by its name, and nothing is touched', async () => {
  await fleet()
  await database.writeMigration('tenant', '0001-notes.sql', 'create table :"schema".notes (id int);')
  await database.writeMigration('tenant', '0002-color.sql', addColor, dropColor)
  await assert.rejects(database.migrate(), refusedAs('changed', /0001-notes\.sql.*3 schema/))
  assert.deepEqual(await columnsOf('shared.notes'), ['tenant_id', 'id', 'text'])
})

test('line ends of another system are no change', async () => {
  await database.writeMigration('tenant', '0002-color.sql', addColor, dropColor)
  await database.migrate()
  await database.writeMigration('tenant', '0002-color.sql', `${addColor}\r`, `${dropColor}\r`)
  assert.equal((await database.migrate()).applied, 0)
})

test('a database that a newer version migrated is refused', async () => {
  await database.writeMigration('core', '0002-newer.sql', 'create table core.newer (id int);')
  await database.migrate()
  await database.removeMigration('core', '0002-newer.sql')
  await assert.rejects(database.migrate(), refusedAs('newer', /0002-newer\.sql/))
})

test('two files with one number are refused', async () => {
  await database.writeMigration('tenant', '0001-again.sql', addColor)
  await assert.rejects(database.migrate(), refusedAs('malformed', /0001-again\.sql and 0001-notes\.sql/))
})

test('a migration that fails leaves no trace of itself, says its line, and stops before any tenant', async () => {
  await fleet()
  await database.writeMigration('tenant', '0002-broken.sql', `${addColor}\ncreate table :"schema".oops (id nothing);`)
  await assert.rejects(
    database.migrate(),
    (error: unknown) =>
      error instanceof MigrationFailed &&
      error.file === '0002-broken.sql' &&
      error.schema === 'shared' &&
      /^line 3: type "nothing" does not exist/.test(error.message),
  )
  assert.deepEqual(await columnsOf('shared.notes'), ['tenant_id', 'id', 'text'])
  assert.deepEqual(await ledger(), ['core 1', 'shared 1', 'tenant_acme 1', 'tenant_bravo 1'])
})

test('one tenant that fails is reported, holds up no other, and is tried again by the next run', async () => {
  await fleet()
  const asAdmin = (sql: string) => database.as('admin', (admin) => admin.query(sql))
  await asAdmin('alter table tenant_acme.notes add color int')
  await database.writeMigration('tenant', '0002-color.sql', addColor, dropColor)
  const first = await database.migrate()
  assert.deepEqual(
    first.failures.map(({ schema, file, code }) => [schema, file, code]),
    [['tenant_acme', '0002-color.sql', '42701']],
  )
  assert.deepEqual(await ledger(), [
    'core 1',
    'shared 1',
    'shared 2',
    'tenant_acme 1',
    'tenant_bravo 1',
    'tenant_bravo 2',
  ])
  const { lagging } = await migrationStatus(options())
  assert.deepEqual(lagging, [{ set: 'tenant', schema: 'tenant_acme', versions: [2] }])
  await asAdmin('alter table tenant_acme.notes drop color')
  const second = await database.migrate()
  assert.deepEqual([second.applied, second.failures], [1, []])
})

test('what the ledger says of a schema that is gone stands for no other one', async () => {
  await fleet()
  await database.as('admin', (admin) =>
    admin.query(`update tenancy.migrations set schema_name = 'tenant_gone' where schema_name = 'tenant_acme'`),
  )
  const { failures } = await database.migrate()
  assert.deepEqual(
    failures.map(({ schema, code }) => [schema, code]),
    [['tenant_acme', '42P07']],
  )
})

test('a table that is in use is waited for in short turns', async () => {
  await database.migrate()
  await database.writeMigration('tenant', '0002-color.sql', addColor, dropColor)
  await database.as('app', async (app) => {
    await app.query('begin; lock table shared.notes in row exclusive mode')
    const migrated = database.migrate()
    await waitUntilSomebodyWaits()
    await app.query('select pg_sleep(0.5)')
    await app.query('rollback')
    assert.equal((await migrated).applied, 1)
  })
})

async function waitUntilSomebodyWaits(): Promise<void> {
  await database.as('admin', async (admin) => {
    const waiting = `select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`
    while ((await admin.query(waiting)).rowCount === 0) await admin.query('select pg_sleep(0.02)')
  })
}

test('of two migrators at once one waits and says so, and each migration runs once', async () => {
  const seen: MigrationProgress[] = []
  const reports = await Promise.all([1, 2].map(() => migrate({ ...options(), onProgress: (step) => seen.push(step) })))
  assert.deepEqual(reports.map(({ applied }) => applied).sort(), [0, await migrationCount()])
  assert.equal(seen.filter(({ phase }) => phase === 'waiting').length, 1)
})

test('a run that was killed is taken up where it ended', async () => {
  await fleet()
  await database.writeMigration('tenant', '0002-color.sql', addColor, dropColor)
  await database.writeMigration('tenant', '0003-slow.sql', 'select pg_sleep(0.5);')
  const killed = assert.rejects(database.migrate(), MigrationFailed)
  await database.as('admin', async (admin) => {
    const asleep = `from pg_stat_activity where application_name = 'tenancy migrate' and query like '%pg_sleep(0.5)%'
      and datname = current_database() and pid <> pg_backend_pid()`
    while ((await admin.query(`select ${asleep}`)).rowCount === 0) await admin.query('select pg_sleep(0.02)')
    await admin.query(`select pg_terminate_backend(pid) ${asleep}`)
  })
  await killed
  assert.deepEqual((await ledger()).includes('shared 3'), false)
  assert.deepEqual((await database.migrate()).failures, [])
  assert.equal((await ledger()).filter((line) => line.endsWith(' 2') || line.endsWith(' 3')).length, 6)
})

test('migrations are taken back everywhere, the newest first, and can be applied again', async () => {
  await fleet()
  await database.writeMigration('tenant', '0002-color.sql', addColor, dropColor)
  await database.migrate()
  const report = await revert({ ...options(), set: 'tenant', to: 1 })
  assert.deepEqual([report.applied, report.schemas], [3, 3])
  assert.deepEqual(await columnsOf('tenant_acme.notes'), ['tenant_id', 'id', 'text'])
  await database.addTenant(randomUUID(), 'meanwhile')
  assert.deepEqual(await columnsOf('tenant_meanwhile.notes'), ['tenant_id', 'id', 'text'])
  assert.equal((await database.migrate()).applied, 4)
  assert.deepEqual(await columnsOf('tenant_meanwhile.notes'), ['tenant_id', 'id', 'text', 'color'])
})

test('a version that does not exist is not reverted to', async () => {
  await database.migrate()
  await assert.rejects(revert({ ...options(), set: 'tenant', to: 7 }), refusedAs('not_applied', /number 7/))
})

test('every set can be taken back wholly, and the empty database be migrated again', async () => {
  await database.migrate()
  for (const set of ['tenant', 'core', 'kernel'] as const) await revert({ ...options(), set, to: 0 })
  const { rows } = await database.as('admin', (admin) =>
    admin.query(`select nspname from pg_namespace where nspname in ('tenancy', 'core')`),
  )
  assert.deepEqual(rows, [])
  assert.equal((await database.migrate()).applied, await migrationCount())
})

test('a tenant schema is made once, by the system role alone, and for the tenant it belongs to', async () => {
  await database.migrate()
  const id = randomUUID()
  await database.addTenant(id, 'acme')
  const create = 'select tenancy.create_tenant_schema($1, $2) as applied'
  await database.as('system', async (system) => {
    assert.deepEqual((await system.query(create, [id, 'tenant_acme'])).rows, [{ applied: 0 }])
    await assert.rejects(system.query(create, [id, 'tenant_other']), { code: 'ST004' })
    await assert.rejects(system.query(create, [randomUUID(), 'tenant_acme']), { code: 'ST004' })
  })
  await database.as('app', (app) => assert.rejects(app.query(create, [id, 'tenant_acme']), { code: '42501' }))
})
