import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fill, MovingDatabase } from '../testing/moving-database.ts'
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
