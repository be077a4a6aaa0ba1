import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'
import { leaveSampleRows } from '../sample-rows.ts'
import { attackServer } from './http/attack-server.ts'
import { baseDomain } from './http/attacks.ts'
import { verifyDomains } from './http/sides.ts'

forEachPlacement((placement) => {
  const world = worldIn(placement, { baseDomains: [baseDomain] })

  before(async () => {
    await leaveSampleRows(world(), world().tenant)
    await leaveSampleRows(world(), world().neighbour)
    await verifyDomains(world())
  })

  // Sockets and jobs do not exist yet. When they do, each is one more way in: a list of operations, and attacks of its own.
  test('no attack by HTTP on any operation reaches another tenant', async (t) => {
    const report = await attackServer(world(), world().platform.app, { only: process.env.STOA_TEST_OPERATIONS ?? '' })
    t.diagnostic(report.summary)
    assert.deepEqual(report.faults, [])
  })
})
