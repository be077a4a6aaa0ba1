import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { worldIn } from '#testing'
import { signBinding } from '../isolation/sql/bindings.ts'
import { leaveSampleRows } from '../sample-rows.ts'

/** What docs/security.md says stays visible or possible. When one of these fails, something got better: say so there. */
describe('SQL in a tenant’s hands', () => {
  let app: pg.Client
  // Before the world's own end, which drops the database it is connected to.
  after(() => app?.end())
  const world = worldIn('schema')

  before(async () => {
    await leaveSampleRows(world())
    await leaveSampleRows(world(), world().neighbour)
    const admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    await admin.query('analyze')
    await admin.end()
    app = new pg.Client(world().database.urls.app)
    await app.connect()
  })

  async function told(...statements: string[]): Promise<string> {
    await app.query('begin')
    await app.query('select tenancy.bind($1)', [
      signBinding({ tenantId: world().tenant.id, epoch: world().tenant.epoch }),
    ])
    try {
      let rows: unknown[] = []
      for (const sql of statements) rows = (await app.query(sql)).rows
      return JSON.stringify(rows)
    } finally {
      await app.query('rollback')
    }
  }

  test('names of schemas, and with them of tenants that have one', async () => {
    assert.match(await told('select nspname from pg_namespace'), /tenant_bravo/)
  })

  test('sizes of tables', async () => {
    assert.doesNotMatch(await told(`select pg_relation_size('tenant_bravo.products') as size`), /"size":"?0/)
    assert.doesNotMatch(
      await told(`select reltuples as n from pg_class where oid = 'tenant_bravo.products'::regclass`),
      /:0/,
    )
  })

  test('that a row was compared before row security, by what EXPLAIN counts', async () => {
    const buffers = async (sku: string) => {
      const plan = await told(
        'set local enable_indexscan = off; set local enable_bitmapscan = off; set local plan_cache_mode = force_generic_plan',
        'prepare mine(text) as select from tenant_bravo.products where sku = $1',
        `execute mine('')`,
        `explain (analyze, buffers, costs off, timing off) execute mine('${sku}')`,
      )
      await app.query('deallocate mine')
      return Number(/Buffers: shared hit=(\d+)/.exec(plan)?.[1] ?? 0)
    }
    assert.ok((await buffers('first-kept-by-bravo')) > (await buffers('nobody has this')))
  })

  test('locks that others wait for, and the role’s own password and settings', async () => {
    await told('lock table tenant_bravo.products in access exclusive mode')
    await told(`alter role current_user password 'mine'`)
    await told(`alter role current_user set statement_timeout = 0`)
  })

  test('notices of the platform, for whoever is connected as a runtime role', async () => {
    await told('listen tenancy_tenants')
  })
})
