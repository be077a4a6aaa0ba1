import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import pg from 'pg'
import { forEachPlacement, worldIn } from '#testing'
import type { Report } from './report.ts'
import { attackDatabase } from './sql/attack-database.ts'
import { badTables, goodTables } from './sql/bad-tables.ts'
import { tenantTables } from './sql/catalogue.ts'

/** New tables, and the rows that the suite makes up for them: it names none of them. */
forEachPlacement((placement) => {
  const world = worldIn(placement)
  let report: Report

  before(async () => {
    const owner = new pg.Client(world().database.urls.owner)
    await owner.connect()
    const except = new Set((await tenantTables(owner)).map(({ reference }) => reference))
    // People for the view and the function to tell of.
    except.delete('core.memberships')
    for (const tenant of [world().tenant, world().neighbour]) await world().caller('viewer', tenant)
    for (const schema of new Set([world().tenant.schema, world().neighbour.schema])) {
      await owner.query(goodTables(schema))
      // A foreign key needs its target: the last ones come first.
      for (const { sql } of badTables.toReversed()) await owner.query(sql(schema))
    }
    await owner.end()
    report = await attackDatabase(world(), { except })
  })

  for (const { mistake, subject, foundBy, foundWhereShared = [] } of badTables) {
    test(`${mistake} fails the suite`, () => {
      const names = [world().tenant, world().neighbour].map(({ schema }) => subject(schema))
      for (const attack of [...foundBy, ...(placement === 'shared' ? foundWhereShared : [])]) {
        assert.ok(
          names.some((name) => report.has(name, attack)),
          `${names[0]} is not found by "${attack}"`,
        )
      }
    })
  }

  test('a good table passes', () => {
    assert.deepEqual(
      report.faults.filter(({ subject }) => subject.includes('.good_')),
      [],
    )
  })
})
