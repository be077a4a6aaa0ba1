import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { forEachPlacement, worldIn } from '#testing'
import { signBinding } from '../isolation/sql/bindings.ts'
import { leaveSampleRows } from '../sample-rows.ts'

/** Bindings that were true once, in the hands of whoever kept them. */
forEachPlacement((placement) => {
  let admin: pg.Client
  let epoch: number
  // Before the world's own end, which drops the database it is connected to.
  after(() => admin?.end())
  const world = worldIn(placement)

  before(async () => {
    await leaveSampleRows(world())
    admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    epoch = world().tenant.epoch
  })

  const kept = (of: number, expires?: number) =>
    signBinding({ tenantId: world().tenant.id, epoch: of, ...(expires && { expires }) })
  const rows = () => `select tenant_id from ${pg.escapeIdentifier(world().tenant.schema)}.products`
  /** As a suspension does, and a move. */
  const raise = async () => {
    await admin.query('update core.tenants set epoch = epoch + 1 where id = $1', [world().tenant.id])
    epoch++
  }

  async function asApp<T>(body: (app: pg.Client) => Promise<T>): Promise<T> {
    const app = new pg.Client(world().database.urls.app)
    await app.connect()
    try {
      return await body(app)
    } finally {
      await app.end()
    }
  }

  async function meets(binding: string): Promise<number> {
    return asApp(async (app) => {
      await app.query('begin')
      await app.query(`select set_config('tenancy.binding', $1, true)`, [binding])
      return (await app.query(rows())).rowCount ?? 0
    })
  }

  test('a binding of an ended epoch is refused, reads and writes alike', async () => {
    const old = kept(epoch)
    assert.ok((await meets(old)) > 0)
    await raise()
    await assert.rejects(meets(old), { code: 'ST005' })
    await asApp(async (app) => {
      await app.query('begin')
      await app.query('select tenancy.bind($1)', [old])
      await assert.rejects(app.query(rows().replace('select tenant_id', 'delete')), { code: 'ST005' })
    })
    assert.ok((await meets(kept(epoch))) > 0)
  })

  test('what is open when the epoch ends is refused at its next statement: transaction, prepared statement, cursor to come', async () => {
    await asApp(async (app) => {
      await app.query('set plan_cache_mode = force_generic_plan')
      await app.query('begin')
      await app.query('select tenancy.bind($1)', [kept(epoch)])
      await app.query(`prepare mine as ${rows()}`)
      assert.ok(((await app.query('execute mine')).rowCount ?? 0) > 0)
      await raise()
      await app.query('savepoint before')
      for (const sql of ['execute mine', rows(), `declare mine cursor for ${rows()}; fetch all from mine`]) {
        await assert.rejects(app.query(sql), { code: 'ST005' }, sql)
        await app.query('rollback to before')
      }
    })
  })

  test('a session that keeps its snapshots binds no transaction that writes, so none outlives its epoch', async () => {
    await asApp(async (app) => {
      await app.query(`set default_transaction_isolation = 'repeatable read'`)
      await app.query('begin')
      await assert.rejects(app.query('select tenancy.bind($1)', [kept(epoch)]), { code: '42501' })
    })
  })

  test('an epoch that never was cannot be made from one that was, in either direction', async () => {
    const old = kept(epoch - 1)
    for (const other of [epoch, epoch + 1, 0]) {
      const forged = old.replace(/\.\d{16}\./, `.${String(other).padStart(16, '0')}.`)
      assert.equal(await meets(forged), 0)
    }
  })

  test('an ended epoch that has expired too says nothing', async () => {
    assert.equal(await meets(kept(epoch - 1, Math.floor(Date.now() / 1000) - 1)), 0)
  })

  test('epochs and fences are raised by the platform, and lowered by nobody', async () => {
    for (const role of ['app', 'reader'] as const) {
      const client = new pg.Client(world().database.urls[role])
      await client.connect()
      for (const sql of [
        'select tenancy.fence($1, 99)',
        'update core.tenants set epoch = 1 where id = $1',
        'delete from tenancy.fences where tenant = $1::uuid::text',
      ]) {
        await assert.rejects(client.query(sql, [world().tenant.id]), { code: /^(42501|25006)$/ }, sql)
      }
      await client.end()
    }
    const system = new pg.Client(world().database.urls.system)
    await system.connect()
    await system.query('select tenancy.fence($1, 0)', [world().tenant.id])
    await assert.rejects(system.query('update tenancy.fences set epoch = 0'), { code: '42501' })
    await system.end()
    await assert.rejects(meets(kept(epoch - 1)), { code: 'ST005' })
  })
})
