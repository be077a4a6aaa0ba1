/**
 * The harness: a real platform on a database of its own, as the runtime roles, with two tenants.
 *
 *   forEachPlacement((placement) => {
 *     const world = worldIn(placement)
 *     test('another tenant\'s product is not there', async () => {
 *       const made = await world().request('owner', 'POST', '/products', { body })
 *       const seen = await world().neighbourRequest('owner', 'GET', `/products/${made.json().id}`)
 *       assert.equal(seen.statusCode, 404)
 *     })
 *   })
 */
import { after, before, describe } from 'node:test'
import { type Placement, placements } from '@stoa/tenancy'
import { createWorld, type World, type WorldOptions } from './world.ts'

export { createTestDatabase, type TestDatabase, testSecret } from './database.ts'
export { inSession, type OpenedLogin, openedLogin, sessionOf } from './database-login.ts'
export { testPasskeys } from './passkeys.ts'
export {
  type Caller,
  createWorld,
  type HumanCaller,
  type Method,
  newTenant,
  type RequestOptions,
  World,
} from './world.ts'

/** Runs the same tests in both placements. */
export function forEachPlacement(body: (placement: Placement) => void): void {
  for (const placement of placements) describe(`placement ${placement}`, () => body(placement))
}

/** A world for the surrounding suite: made before its first test, gone after its last. */
export function worldIn(placement: Placement, options: WorldOptions = {}): () => World {
  let world: World | undefined
  before(async () => {
    world = await createWorld(placement, options)
  })
  after(() => world?.close())
  return () => {
    if (!world) throw new Error('the world exists only while tests run')
    return world
  }
}
