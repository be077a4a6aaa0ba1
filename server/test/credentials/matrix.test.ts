import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Placement } from '@stoa/tenancy'
import pino from 'pino'
import { newId, type Route } from '#platform/contract'
import { createTestDatabase, forEachPlacement, newTenant, testPasskeys, testSecret, World } from '#testing'
import { DatabaseProxy } from '../../../packages/tenancy/src/testing/database-proxy.ts'
import { access, assemble, routesWith } from '../../src/assemble.ts'
import { type Credential, letIn } from './credential.ts'
import { credentialsIn } from './credentials.ts'

const granted = new Set(access.table.flatMap(({ operation, roles }) => roles.map((role) => `${role} ${operation}`)))

forEachPlacement((placement) => {
  const clock = { now: Date.now() }
  let world: World
  let proxies: DatabaseProxy[]
  let routes: Route[]
  let credentials: Credential[]
  before(async () => {
    ;({ world, proxies } = await worldByProxies(placement, clock))
    routes = routesWith(world.platform.identity)
    credentials = await credentialsIn(world, clock, routes, (role, operation) => granted.has(`${role} ${operation}`))
  })
  after(async () => {
    await world.close()
    for (const proxy of proxies) await proxy.close()
  })

  async function answered({ headers }: Credential, route: Route): Promise<string> {
    const path = route.path.replace(/:\w+/g, () => newId())
    const { body } = await world.platform.app.inject({
      method: route.method,
      url: `${route.isAtRoot ? '' : '/api/v1'}${path}?no_such_parameter=1`,
      headers: { 'x-tenant-id': world.tenant.id, ...headers },
    })
    return JSON.parse(body).code
  }

  test('every route answers every credential as the permission table says, and whom it refuses causes no query', async (t) => {
    // What is looked up once and remembered: tenants, keys, ended sessions.
    for (const credential of credentials) for (const route of oneOfEachDoor(routes)) await answered(credential, route)
    const queriesBefore = queriesOf(proxies)
    const surprises: string[] = []
    for (const credential of credentials) {
      for (const route of routes) {
        const [said, meant] = [await answered(credential, route), credential.expected(route)]
        if (said !== meant) surprises.push(`${route.operation}, shown ${credential.name}: ${said}, not ${meant}`)
      }
    }
    assert.deepEqual(surprises, [])
    assert.equal(queriesOf(proxies) - queriesBefore, 0)
    const pairs = routes.length * credentials.length
    t.diagnostic(`${routes.length} routes × ${credentials.length} credentials = ${pairs} combinations`)
  })

  test('who is let in everywhere and who nowhere are both among the credentials', () => {
    const codes = new Set(credentials.flatMap((credential) => routes.map((route) => credential.expected(route))))
    for (const code of [letIn, 'access.unauthenticated', 'access.not_permitted', 'access.not_a_member']) {
      assert.ok(codes.has(code), code)
    }
    const doors = new Set(routes.map(({ door }) => door))
    for (const door of doors) {
      const reached = credentials.some(({ expected }) =>
        routes.some((route) => route.door === door && expected(route) === letIn),
      )
      assert.ok(reached, `no credential opens the door ${door}`)
    }
  })
})

function oneOfEachDoor(routes: readonly Route[]): Route[] {
  return [...new Map(routes.map((route) => [route.door, route])).values()]
}

function queriesOf(proxies: readonly DatabaseProxy[]): number {
  return proxies.reduce((sum, { roundTrips }) => sum + roundTrips, 0)
}

/** A world whose every connection but the listener's is counted. */
async function worldByProxies(placement: Placement, clock: { now: number }) {
  const database = await createTestDatabase()
  const [app, reader, system] = await Promise.all(
    [database.urls.app, database.urls.reader, database.urls.system].map((url) => DatabaseProxy.open(url)),
  )
  const platform = await assemble({
    urls: { ...database.urls, app: app!.url, reader: reader!.url, system: system!.url },
    listenerUrl: database.urls.system,
    secretKey: testSecret,
    clock: () => new Date(clock.now),
    log: pino({ level: 'silent' }),
    passkeys: testPasskeys,
    purgeEveryMs: 3_600_000,
  })
  const [tenant, neighbour] = [
    await newTenant(platform, 'acme', placement),
    await newTenant(platform, 'bravo', placement),
  ]
  return { world: new World(database, platform, tenant, neighbour), proxies: [app!, reader!, system!] }
}
