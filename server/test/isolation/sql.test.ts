import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'
import { leaveSampleRows } from '../sample-rows.ts'
import { attackDatabase } from './sql/attack-database.ts'

forEachPlacement((placement) => {
  const world = worldIn(placement)

  before(async () => {
    await leaveSampleRows(world(), world().tenant)
    await leaveSampleRows(world(), world().neighbour)
  })

  test('no attack by SQL on any table, view or function reaches another tenant', async (t) => {
    const report = await attackDatabase(world())
    t.diagnostic(report.summary)
    assert.deepEqual(report.faults, [])
  })
})
