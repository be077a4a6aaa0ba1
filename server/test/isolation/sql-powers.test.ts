import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { forEachPlacement, worldIn } from '#testing'
import { signBinding } from './sql/bindings.ts'

forEachPlacement((placement) => {
  let app: pg.Client
  // Before the world's own end, which drops the database it is connected to.
  after(() => app?.end())
  const world = worldIn(placement)
  before(async () => {
    app = new pg.Client(world().database.urls.app)
    await app.connect()
  })

  /** Runs SQL as the runtime role, bound to the tenant, and rolls back. */
  async function smuggled(sql: string, parameters: unknown[] = [], tenant = world().tenant) {
    await app.query('begin')
    try {
      await app.query('select tenancy.bind($1)', [signBinding({ tenantId: tenant.id, epoch: tenant.epoch })])
      return await app.query(sql, parameters)
    } finally {
      await app.query('rollback')
    }
  }

  test('a tenant changes the settings of its own row in core.tenants, and nothing else there', async () => {
    const change = `update core.tenants set settings = '{"x.y": 1}', version = version + 1 returning id`
    assert.deepEqual((await smuggled(change)).rows, [{ id: world().tenant.id }])
    for (const column of ['id', 'name', 'slug', 'subdomain', 'status', 'placement', 'schema_name', 'epoch', 'plan']) {
      await assert.rejects(smuggled(`update core.tenants set ${column} = ${column}`), { code: '42501' }, column)
    }
    await assert.rejects(smuggled('delete from core.tenants'), { code: '42501' })
  })

  test('a true binding cannot be exchanged for another inside a transaction', async () => {
    const { id: tenantId, epoch } = world().neighbour
    await assert.rejects(smuggled('select tenancy.bind($1)', [signBinding({ tenantId, epoch })]), { code: '42501' })
  })

  test('the key cannot be read, and no runtime role can become another', async () => {
    await assert.rejects(smuggled('select * from tenancy.binding_keys'), { code: '42501' })
    for (const role of ['stoa_owner', 'stoa_system', 'stoa_reader', 'postgres']) {
      await assert.rejects(smuggled(`set local role ${role}`), { code: '42501' })
    }
  })

  test('no temporary table, function or schema can stand in front of a real one', async () => {
    for (const sql of [
      'create temporary table products (tenant_id uuid)',
      'create schema mine',
      'create table public.mine (n int)',
      `create function ${pg.escapeIdentifier(world().tenant.schema)}.mine() returns int language sql as 'select 1'`,
    ]) {
      await assert.rejects(smuggled(sql), { code: '42501' }, sql)
    }
  })
})
