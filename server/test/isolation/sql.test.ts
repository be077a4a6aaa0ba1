import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'
import { leaveSampleRows } from '../sample-rows.ts'
import type { Fault } from './report.ts'
import { attackDatabase } from './sql/attack-database.ts'

/**
 * Met today, and borne: a person belongs to the whole platform, so smuggled SQL that knows a person's id can make them
 * a member of its own tenant, and then reads their address. It must fail here when that is no longer so.
 */
const borne = [
  { subject: 'core.memberships', attack: "refer to the victim's row by a foreign key" },
  { subject: 'core.memberships', attack: "ask for the victim's ids by writing them" },
].map(({ subject, attack }) => ({ subject, attack: `app, bound to another tenant: ${attack}` }))

forEachPlacement((placement) => {
  const world = worldIn(placement)

  before(async () => {
    await leaveSampleRows(world(), world().tenant)
    await leaveSampleRows(world(), world().neighbour)
  })

  test('no attack by SQL on any table, view or function reaches another tenant', async (t) => {
    const report = await attackDatabase(world())
    t.diagnostic(report.summary)
    const isBorne = (fault: Fault) =>
      borne.some(({ subject, attack }) => fault.subject === subject && fault.attack === attack)
    assert.deepEqual(
      report.faults.filter((fault) => !isBorne(fault)),
      [],
    )
    assert.equal(report.faults.length, borne.length)
  })
})
