import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { BindingSigner } from '../binding/signer.ts'
import { MovingDatabase, type MovingTenant, once, type ServingProcess } from '../testing/moving-database.ts'
import type { MoveProgress } from './moving.ts'
import { recoverMoves } from './recover.ts'

let database: MovingDatabase
let serving: ServingProcess
before(async () => {
  database = await MovingDatabase.open()
  serving = database.newProcess()
})
after(() => database.close())

/** A transaction of the runtime role that has run the query and is still open. */
async function openTransaction(tenant: MovingTenant, query: string): Promise<pg.Client> {
  const { rows } = await database.sample.as('system', (system) =>
    system.query('select epoch, schema_name from core.tenants where id = $1', [tenant.id]),
  )
  const signer = new BindingSigner(database.sample.bindingKey)
  const client = new pg.Client({ connectionString: database.sample.urls.app, application_name: 'a slow one' })
  await client.connect()
  await client.query('begin')
  await client.query('select tenancy.bind($1)', [signer.bindingFor({ id: tenant.id, epoch: Number(rows[0].epoch) })])
  await client.query(query.replaceAll(':tenant', `'${tenant.id}'`).replaceAll(':schema', rows[0].schema_name))
  return client
}

const insertLate = `insert into :schema.accounts (tenant_id, id, handle) values (:tenant, gen_random_uuid(), 'late')`
const epochOf = async ({ id }: MovingTenant) =>
  Number(
    (await database.sample.as('system', (s) => s.query('select epoch from core.tenants where id = $1', [id]))).rows[0]
      .epoch,
  )

describe('while a tenant is switched', () => {
  test('a transaction that had begun to write ends first, and what it wrote arrives', async () => {
    const tenant = await database.addTenant('late')
    let writer: pg.Client
    let committed: Promise<unknown> | undefined
    const steps: string[] = []
    await database.move(tenant, 'schema', {
      onProgress: async ({ step }) => {
        steps.push(step)
        if (step === 'calm') writer = await openTransaction(tenant, insertLate)
        if (step === 'drained') assert.equal((await database.in(tenant, 'select from accounts')).rowCount, 1)
        if (step !== 'paused') return
        // What it does after the fence is refused, and takes nothing of the others with it.
        await writer.query('savepoint before')
        await assert.rejects(writer.query(`select * from shared.accounts`), { code: 'ST005' })
        await writer.query('rollback to before')
        committed = writer.query('select pg_sleep(0.2)').then(() => writer.query('commit'))
      },
    })
    await committed
    await writer!.end()
    assert.equal(steps.filter((step) => step === 'paused').length, 1)
    assert.deepEqual(await serving.handles(tenant), ['late'])
  })

  test('a transaction that does not end stops the move and not the tenant', async () => {
    const tenant = await database.addTenant('stuck')
    await serving.insert(tenant, 'first')
    const epoch = await epochOf(tenant)
    let writer: pg.Client | undefined
    let resumed = 0
    const onProgress = async ({ step }: MoveProgress) => {
      if (step === 'calm') writer = await openTransaction(tenant, insertLate)
      if (step === 'resumed' && ++resumed === 1) await serving.insert(tenant, 'second')
    }
    const limits = { drainMs: 40, calmMs: 60, attempts: 2 }
    await assert.rejects(database.move(tenant, 'schema', { limits, onProgress }), (error: Error) => {
      assert.equal((error as unknown as { code: string }).code, 'tenancy.move_too_busy')
      return /session \d+ \(a slow one\) did not end/.test(error.message)
    })
    await writer!.query('commit')
    await writer!.end()
    assert.deepEqual(await serving.handles(tenant), ['first', 'late', 'second'])
    assert.deepEqual([await database.schemaOf(tenant), (await epochOf(tenant)) > epoch], ['shared', true])
    assert.deepEqual(await database.leftovers(tenant), [])
    await database.move(tenant, 'schema')
    assert.deepEqual(await serving.handles(tenant), ['first', 'late', 'second'])
  })

  test('a neighbour works on', async () => {
    const tenant = await database.addTenant('standing')
    const neighbour = await database.addTenant('working')
    await database.move(tenant, 'schema', { onProgress: once('drained', () => serving.insert(neighbour, 'meanwhile')) })
    assert.deepEqual(await serving.handles(neighbour), ['meanwhile'])
  })

  test('a pause that takes too long is ended, the tenant works where it was, and it is tried again', async () => {
    const tenant = await database.addTenant('overdue')
    const blocker = new pg.Client(database.sample.urls.owner)
    await blocker.connect()
    const block = once('drained', async () => {
      await database.in(tenant, `insert into totals values (:tenant, 1)`)
      // Nothing that writes, so that it is not waited for; but now the last change cannot be written to the target.
      await blocker.query('begin; lock table tenant_overdue.totals in share mode')
    })
    const goOn = once('resumed', async () => {
      await blocker.query('rollback')
      assert.equal(await database.schemaOf(tenant), 'shared')
      await serving.insert(tenant, 'between')
    })
    const onProgress = async (progress: MoveProgress) => {
      await block(progress)
      await goOn(progress)
    }
    const report = await database.move(tenant, 'schema', { limits: { pauseMs: 1_000 }, onProgress })
    await blocker.end()
    assert.ok(report.attempt > 1)
    assert.equal(report.tables.totals!.rows, 1)
    assert.deepEqual(await serving.handles(tenant), ['between'])
    assert.deepEqual(await database.leftovers(tenant), [])
  })

  test('it can be suspended, and is moved as it is then', async () => {
    const tenant = await database.addTenant('suspended')
    await serving.insert(tenant, 'first')
    const suspend = `update core.tenants set status = 'suspended', epoch = epoch + 1 where id = $1`
    const onProgress = once('paused', () =>
      database.sample.as('system', (system) => system.query(suspend, [tenant.id])),
    )
    const report = await database.move(tenant, 'schema', { onProgress })
    assert.ok(report.attempt > 1)
    serving.registry.invalidate(tenant.id)
    await assert.rejects(serving.handles(tenant), { code: 'tenancy.tenant_suspended' })
    const { rows } = await database.in(tenant, 'select handle from accounts')
    assert.deepEqual([await database.schemaOf(tenant), rows], ['tenant_suspended', [{ handle: 'first' }]])
  })
})

describe('a pause that nobody ends', () => {
  const fence = async ({ id }: MovingTenant, epoch: number) =>
    database.sample.as('system', (system) => system.query('select tenancy.fence($1, $2)', [id, epoch]))
  const endStale = async ({ id }: MovingTenant) =>
    (await database.sample.as('system', (s) => s.query('select tenancy.end_stale_pause($1) as ended', [id]))).rows[0]
      .ended

  test('is ended by whoever waits for the tenant', async () => {
    const tenant = await database.addTenant('left')
    await serving.insert(tenant, 'before')
    await fence(tenant, (await epochOf(tenant)) + 1)
    await serving.insert(tenant, 'after')
    assert.deepEqual(await serving.handles(tenant), ['after', 'before'])
  })

  test('is not ended while its mover lives, unless that has hung for longer than any pause lasts', async () => {
    const tenant = await database.addTenant('hung')
    const told: unknown[] = []
    const report = await database.move(tenant, 'schema', {
      onProgress: once('paused', async () => {
        told.push(await endStale(tenant))
        await database.sample.as('owner', (owner) =>
          owner.query(`update tenancy.moves set paused_at = paused_at - interval '6 seconds' where tenant_id = $1`, [
            tenant.id,
          ]),
        )
        told.push(await endStale(tenant), await endStale(tenant))
        await serving.insert(tenant, 'written where it was')
      }),
    })
    assert.deepEqual(told, [false, true, false])
    assert.ok(report.attempt > 1)
    assert.deepEqual(await serving.handles(tenant), ['written where it was'])
  })

  test('is none when the tenant was never made to wait', async () => {
    assert.equal(await endStale(await database.addTenant('calm')), false)
  })
})

describe('a process that heard of no move', () => {
  for (const placement of ['shared', 'schema'] as const) {
    test(`finds the tenant that left ${placement}`, async () => {
      const tenant = await database.addTenant(`left_${placement}`, placement)
      const other = database.newProcess()
      await other.insert(tenant, 'before')
      await other.handles(tenant)
      await database.move(tenant, placement === 'shared' ? 'schema' : 'shared')
      assert.deepEqual(await other.handles(tenant), ['before'])
      other.registry.invalidateAll()
      await database.move(tenant, placement)
      await other.insert(tenant, 'after')
      await database.move(tenant, placement === 'shared' ? 'schema' : 'shared')
      const id = await other.insert(tenant, 'again')
      await database.move(tenant, placement)
      await other.addAfterReading(tenant, id, 5)
      assert.deepEqual(await other.handles(tenant), ['after', 'again', 'before'])
    })
  }
})

test('what still reads the old place holds up nobody; it is cleaned up later', async () => {
  const tenant = await database.addTenant('read', 'schema')
  await serving.insert(tenant, 'first')
  let reader: pg.Client
  const onProgress = once('calm', async () => {
    reader = await openTransaction(tenant, 'select * from :schema.accounts')
  })
  const report = await database.move(tenant, 'shared', { limits: { attempts: 1, lockMs: 50 }, onProgress })
  assert.equal(report.isCleanedUp, false)
  assert.deepEqual(await serving.handles(tenant), ['first'])
  await reader!.end()
  assert.deepEqual(await recoverMoves({ ownerUrl: database.sample.urls.owner }), [
    { tenantId: tenant.id, outcome: 'finished' },
  ])
  assert.deepEqual(await database.leftovers(tenant), [])
})
