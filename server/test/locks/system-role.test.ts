import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { forEachPlacement, worldIn } from '#testing'
import { signBinding } from '../isolation/sql/bindings.ts'
import { leaveSampleRows } from '../sample-rows.ts'

/** The platform's own role works on tenants, users and sessions; it opens no shop. */
forEachPlacement((placement) => {
  let admin: pg.Client
  let system: pg.Client
  let tables: string[]
  // Before the world's own end, which drops the database they are connected to.
  after(() => Promise.all([admin?.end(), system?.end()]))
  const world = worldIn(placement)

  before(async () => {
    await leaveSampleRows(world())
    const { database } = world()
    ;[admin, system] = [new pg.Client(database.adminUrl), new pg.Client(database.urls.system)]
    await Promise.all([admin.connect(), system.connect()])
    const found = await admin.query<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and (n.nspname = 'shared' or n.nspname ~ '^tenant_')`)
    tables = found.rows.map(({ name }) => name)
  })

  test("it reads and writes no table of the tenants' schemas, bound or not", async () => {
    assert.ok(tables.length >= 7)
    const binding = signBinding({ tenantId: world().tenant.id, epoch: world().tenant.epoch })
    await system.query(`select set_config('tenancy.binding', $1, false)`, [binding])
    for (const table of tables) {
      for (const sql of [
        `select from ${table}`,
        `insert into ${table} default values`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]) {
        await assert.rejects(system.query(sql), { code: '42501' }, sql)
      }
    }
    await system.query('reset tenancy.binding')
  })

  const refused = [
    'set role stoa_owner',
    'set role stoa_app',
    'set session authorization postgres',
    'select * from tenancy.binding_keys',
    `select tenancy.install_binding_key('\\x00')`,
    `select tenancy.bind('x')`,
    'create table public.mine (n int)',
    'create temporary table mine (n int)',
    'create schema mine',
    'create function public.mine() returns int language sql as $$ select 1 $$',
    'alter table core.tenants disable row level security',
    'create policy mine on core.memberships using (true)',
    `alter role stoa_app password 'mine'`,
    'grant stoa_owner to stoa_system',
    `select pg_read_file('/etc/passwd')`,
    `copy (select 1) to program 'cat'`,
    'select lo_create(0)',
    'update tenancy.migration_files set up = $$drop schema shared cascade$$',
    'delete from tenancy.migrations',
    `select tenancy.create_tenant_schema(gen_random_uuid(), 'core')`,
  ]
  for (const sql of refused) {
    test(`refused: ${sql}`, async () => {
      await assert.rejects(system.query(sql), { code: /^(42501|ST004)$/ })
    })
  }
})
