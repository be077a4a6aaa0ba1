import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createWorld, type World } from '#testing'
import { leaveSampleRows } from '../sample-rows.ts'
import { attackServer } from './http/attack-server.ts'
import { badRoutes, goodRoute, serverWith } from './http/bad-routes.ts'
import { operationsOf } from './http/operations.ts'
import { verifyDomains } from './http/sides.ts'
import type { Report } from './report.ts'

/** New routes in a server of their own; the suite names none of them. */
let world: World
let app: FastifyInstance
let report: Report

before(async () => {
  world = await createWorld('shared')
  for (const tenant of [world.tenant, world.neighbour]) await leaveSampleRows(world, tenant)
  await verifyDomains(world)
  app = serverWith(world, [...badRoutes(world).map(({ route }) => route), goodRoute])
  const except = new Set((await operationsOf(world.platform.app)).map(({ id }) => id))
  report = await attackServer(world, app, { except })
})
after(async () => {
  await app?.close()
  await world?.close()
})

test('every route that makes a mistake fails the suite', () => {
  for (const { mistake, foundBy, route } of badRoutes(world)) {
    for (const attack of foundBy) {
      assert.ok(report.has(route.operation, attack), `a route that ${mistake} is not found by "${attack}"`)
    }
  }
})

test('a good route passes', () => {
  assert.deepEqual(
    report.faults.filter(({ subject }) => subject === goodRoute.operation),
    [],
  )
})
