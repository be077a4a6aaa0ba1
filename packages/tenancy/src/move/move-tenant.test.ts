import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { Refusal } from '../refusal.ts'
import type { Placement } from '../tenant.ts'
import { fill, MovingDatabase, type MovingTenant, once } from '../testing/moving-database.ts'
import type { MoveProgress } from './moving.ts'

let database: MovingDatabase
before(async () => {
  database = await MovingDatabase.open()
})
after(() => database.close())

const other = { shared: 'schema', schema: 'shared' } as const
const small = { limits: { batchRows: 40 } }

describe('a move', () => {
  for (const placement of ['shared', 'schema'] as const) {
    test(`from ${placement} to ${other[placement]} takes every row along, and leaves nothing behind`, async () => {
      const tenant = await database.addTenant(`whole_${placement}`, placement)
      const neighbour = await database.addTenant(`beside_${placement}`)
      await database.in(tenant, ...fill(100))
      await database.in(neighbour, ...fill(30))
      const before = await database.fingerprints(tenant)
      const beside = await database.fingerprints(neighbour)
      const report = await database.move(tenant, other[placement], small)
      assert.notEqual(await database.schemaOf(tenant), report.from.schema)
      assert.deepEqual(await database.fingerprints(tenant), before)
      assert.deepEqual(report.tables, before)
      assert.deepEqual([report.tables.accounts!.rows, report.tables.entries!.rows], [100, 300])
      assert.deepEqual(await database.fingerprints(neighbour), beside)
      assert.equal(report.isCleanedUp, true)
      assert.deepEqual(await database.leftovers(tenant, neighbour), [])
    })
  }

  test('tells its steps in their order', async () => {
    const tenant = await database.addTenant('telling')
    await database.in(tenant, ...fill(50))
    const steps: MoveProgress['step'][] = []
    await database.move(tenant, 'schema', { ...small, onProgress: ({ step }) => void steps.push(step) })
    assert.deepEqual(
      steps.filter((step, index) => step !== steps[index - 1]),
      [
        'claimed',
        'prepared',
        'copied',
        'caught_up',
        'calm',
        'caught_up',
        'paused',
        'drained',
        'verified',
        'switching',
      ].concat(['switched', 'cleaned', 'ended']),
    )
  })

  test('keeps giving out numbers nobody had', async () => {
    const tenant = await database.addTenant('numbered')
    await database.in(tenant, ...fill(20))
    for (const to of ['schema', 'shared'] as const) {
      await database.move(tenant, to)
      await database.in(tenant, `insert into logs (tenant_id, line) values (:tenant, 'after the move')`)
    }
    const { rows } = await database.in(tenant, 'select count(*)::int as count from logs')
    assert.equal(rows[0].count, 22)
  })
})

describe('a move is refused, and the tenant stays as it was,', () => {
  const owner = (text: string) => database.sample.as('owner', (client) => client.query(text))

  async function refused(tenant: MovingTenant, code: string, detail: RegExp, to: Placement = 'schema'): Promise<void> {
    const isExpected = (error: Refusal) => error.code === code && detail.test(error.message)
    await assert.rejects(database.move(tenant, to), isExpected)
    assert.deepEqual(await database.leftovers(tenant), [])
  }

  test('when it is there already', async () => {
    await refused(await database.addTenant('there', 'schema'), 'tenancy.move_already_there', /schema tenant_there/)
  })

  test('when there is no such tenant, or it is deleted', async () => {
    await assert.rejects(database.move({ id: randomUUID(), slug: 'nobody' }, 'schema'), {
      code: 'tenancy.unknown_tenant',
    })
    const tenant = await database.addTenant('deleted')
    await owner(`update core.tenants set status = 'deleted' where id = '${tenant.id}'`)
    await refused(tenant, 'tenancy.not_movable', /deleted/)
  })

  test('when somebody else has a schema of that name, which is left alone', async () => {
    const tenant = await database.addTenant('taken')
    await owner('create schema tenant_taken; create table tenant_taken.precious ()')
    await assert.rejects(database.move(tenant, 'schema'), { code: 'tenancy.move_target_taken' })
    await owner('drop table tenant_taken.precious; drop schema tenant_taken')
  })

  test('when it is being moved', async () => {
    const tenant = await database.addTenant('moved')
    const again = once('claimed', () => refusedMeanwhile(tenant))
    await database.move(tenant, 'schema', { onProgress: again })
    assert.equal(await database.schemaOf(tenant), 'tenant_moved')
  })
  const refusedMeanwhile = (tenant: MovingTenant) =>
    assert.rejects(database.move(tenant, 'schema'), { code: 'tenancy.move_under_way' })

  test('when the tables cannot be copied row by row', async () => {
    const tenant = await database.addTenant('odd', 'schema')
    await owner('alter table shared.totals drop constraint totals_pkey')
    await refused(tenant, 'tenancy.not_movable', /totals has no primary key/, 'shared')
    await owner('alter table shared.totals add primary key (tenant_id)')
    await owner('alter table shared.logs add column extra text')
    await refused(tenant, 'tenancy.not_movable', /logs differs/, 'shared')
    await owner('alter table shared.logs drop column extra')
    await database.move(tenant, 'shared')
  })

  test('when a trigger changes what is written', async () => {
    const tenant = await database.addTenant('triggered', 'schema')
    await database.in(tenant, ...fill(3))
    await owner(`
      create function shared.shout() returns trigger language plpgsql as 'begin new.line := upper(new.line); return new; end';
      create trigger shout before insert on shared.logs for each row execute function shared.shout()`)
    await refused(tenant, 'tenancy.not_movable', /logs did not come out/, 'shared')
    await owner('drop function shared.shout() cascade')
    await database.move(tenant, 'shared')
  })
})
