import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { findMigrationFaults } from '../doctor/migration-checks.ts'
import { emptySampleDatabase, type SampleDatabase } from '../testing/sample-database.ts'
import { addFleet, appliedIn, schemasWithColumn } from '../testing/sample-fleet.ts'
import { MigrationRefused } from './errors.ts'
import { migrate } from './migrate.ts'
import { readMigrations } from './migration-file.ts'
import { revert } from './revert.ts'
import { announceProcess } from './running-process.ts'
import { migrationStatus } from './status.ts'

let database: SampleDatabase
let schemas: string[]
let release: string
const servers: ChildProcess[] = []
beforeEach(async () => {
  database = await emptySampleDatabase()
  await database.migrate()
  schemas = ['shared', ...(await addFleet(database, 3))]
  release = await mkdtemp(join(tmpdir(), 'tenancy-release-'))
})
afterEach(async () => {
  for (const server of servers.splice(0)) server.kill('SIGKILL')
  await database.drop()
  await rm(release, { recursive: true })
})

const asAdmin = (sql: string) => database.as('admin', (admin) => admin.query(sql))

/** `text` gets another name: first a new column, then the old one goes. */
const writeExpand = () =>
  database.writeMigration(
    'tenant',
    '0002-add-body.sql',
    'alter table :"schema".notes add body text;',
    'alter table :"schema".notes drop body;',
  )
const writeContract = () =>
  database.writeMigration(
    'tenant',
    '0003-drop-text.sql',
    'alter table :"schema".notes drop text;',
    'alter table :"schema".notes add text text;',
    '-- kind: contract\n-- expand: 0002-add-body\n',
  )

function run() {
  return migrate({ ownerUrl: database.urls.owner, directories: database.directories })
}

/** The files as they are now, as a process has them that was built from them. */
async function build(name: string) {
  const home = join(release, name)
  await cp(database.directories.core, join(home, 'core'), { recursive: true })
  await cp(database.directories.tenant, join(home, 'tenant'), { recursive: true })
  return { core: join(home, 'core'), tenant: join(home, 'tenant') }
}

/** Starts a process that serves with the files of a build; returns how it calls itself. */
async function serve(build: { core: string; tenant: string }): Promise<{ server: ChildProcess; name: string }> {
  const program = new URL('../testing/serving-process.ts', import.meta.url)
  const server = fork(program, [database.urls.system, build.core, build.tenant])
  servers.push(server)
  const [name] = (await once(server, 'message')) as [string]
  return { server, name }
}

async function end(server: ChildProcess): Promise<void> {
  const exited = once(server, 'exit')
  server.send('end')
  assert.deepEqual(await exited, [0, null])
}

test('a contract comes after every schema has the step it ends, in one run when nobody needs the older shape', async () => {
  await writeExpand()
  await writeContract()
  const report = await run()
  assert.deepEqual([report.applied, report.heldBack], [8, undefined])
  assert.deepEqual(await schemasWithColumn(database, 'text'), [])
})

test('a tenant that did not reach the expand step holds the contract back for all', async () => {
  await writeExpand()
  await writeContract()
  await asAdmin('alter table tenant_t02.notes add body int')
  const report = await run()
  assert.deepEqual(report.heldBack, {
    set: 'tenant',
    file: '0003-drop-text.sql',
    by: ['tenant_t02, which has not reached tenant migration 2'],
  })
  assert.deepEqual(await schemasWithColumn(database, 'text'), schemas)
  assert.deepEqual((await migrationStatus(options())).heldBack, report.heldBack)
  await database.addTenant(randomUUID(), 'meanwhile')
  assert.deepEqual(await appliedIn(database, 3), [])
  await asAdmin('alter table tenant_t02.notes drop body')
  assert.equal((await run()).heldBack, undefined)
  assert.deepEqual(await schemasWithColumn(database, 'text'), [])
})

function options() {
  return { ownerUrl: database.urls.owner, directories: database.directories }
}

test('a process built before the contract holds it back by its name, until it ends', async () => {
  await writeExpand()
  await run()
  const { server, name } = await serve(await build('old'))
  await writeContract()
  const held = await run()
  assert.equal(held.applied, 0)
  assert.match(held.heldBack!.by[0]!, new RegExp(`^${name}, whose code knows tenant migrations up to 2`))
  const newer = await serve(await build('new'))
  assert.equal((await run()).heldBack?.by.length, 1)
  const faults = await database.as('system', async (system) =>
    findMigrationFaults(system, await readMigrations(database.directories)),
  )
  assert.deepEqual(
    faults.map(({ code, severity }) => [code, severity]),
    [['contract_waiting', 'warning']],
  )
  await end(server)
  assert.deepEqual([(await run()).applied, await schemasWithColumn(database, 'text')], [4, []])
  await end(newer.server)
})

test('a process that crashed holds nothing back once it was silent for 45 seconds', async () => {
  await writeExpand()
  await run()
  const { server } = await serve(await build('old'))
  server.kill('SIGKILL')
  await once(server, 'exit')
  await writeContract()
  assert.equal((await run()).heldBack?.by.length, 1)
  await asAdmin(`update tenancy.running_processes set seen_at = now() - interval '46 seconds'`)
  assert.equal((await run()).heldBack, undefined)
})

test('a process that was built before an applied contract does not begin to serve', async () => {
  await writeExpand()
  const old = await build('old')
  await writeContract()
  await run()
  await assert.rejects(
    announceProcess({ url: database.urls.system, directories: old, name: 'old', onError: () => undefined }),
    (error: unknown) => error instanceof MigrationRefused && error.reason === 'newer',
  )
  const { rows } = await asAdmin('select from tenancy.running_processes')
  assert.equal(rows.length, 0)
})

test('a process says again that it is there, and when it was silent too long learns that what it needs is gone', async (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] })
  await writeExpand()
  await run()
  const old = await build('old')
  const outdated = Promise.withResolvers<Error>()
  const running = await announceProcess({
    url: database.urls.system,
    directories: old,
    name: 'old',
    onError: outdated.resolve,
  })
  const silentFor = (seconds: number) =>
    asAdmin(`update tenancy.running_processes set seen_at = now() - interval '${seconds} seconds'`)
  await silentFor(40)
  context.mock.timers.tick(10_000)
  const seen = `select from tenancy.running_processes where seen_at > now() - interval '30 seconds'`
  while ((await asAdmin(seen)).rowCount === 0);
  await silentFor(46)
  await writeContract()
  assert.equal((await run()).heldBack, undefined)
  context.mock.timers.tick(10_000)
  assert.ok((await outdated.promise) instanceof MigrationRefused)
  await running.close()
})

test('a process that begins while a contract is being applied waits for it, and is refused', async () => {
  await writeExpand()
  await run()
  const old = await build('old')
  await database.as('owner', async (migrator) => {
    await migrator.query(`begin; select tenancy.admit_contract('tenant', 3)`)
    const beginning = announceProcess({
      url: database.urls.system,
      directories: old,
      name: 'old',
      onError: () => undefined,
    })
    const refused = assert.rejects(beginning, MigrationRefused)
    await waitUntilSomebodyWaits()
    await migrator.query(`insert into tenancy.migrations (set, schema_name, version, name, checksum, duration_ms)
      values ('tenant', 'shared', 3, 'drop-text', 'x', 0); commit`)
    await refused
  })
})

test('a contract that meets a process which just began is held back, whatever was looked up before', async () => {
  await writeExpand()
  await run()
  await serve(await build('old'))
  await database.as('owner', (owner) =>
    assert.rejects(owner.query(`select tenancy.admit_contract('tenant', 3)`), { code: 'ST011' }),
  )
})

async function waitUntilSomebodyWaits(): Promise<void> {
  await database.as('admin', async (admin) => {
    const waiting = `select from pg_locks where not granted and locktype = 'advisory' and database =
      (select oid from pg_database where datname = current_database())`
    while ((await admin.query(waiting)).rowCount === 0) await admin.query('select pg_sleep(0.02)')
  })
}

test('what a running process needs is not taken back, and what it can do without is', async () => {
  await writeExpand()
  await writeContract()
  await run()
  const { server, name } = await serve(await build('new'))
  const down = (to: number) => revert({ ...options(), set: 'tenant', to })
  assert.equal((await down(2)).applied, 4)
  await assert.rejects(
    down(1),
    (error: unknown) => error instanceof MigrationRefused && error.reason === 'in_use' && error.message.includes(name),
  )
  await end(server)
  assert.equal((await down(1)).applied, 4)
})

test('the runtime roles of tenants neither see nor change who runs', async () => {
  for (const role of ['app', 'reader'] as const) {
    await database.as(role, (client) =>
      assert.rejects(client.query('select from tenancy.running_processes'), { code: '42501' }),
    )
  }
})
