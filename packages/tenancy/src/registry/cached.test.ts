import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { Tenant } from '../tenant.ts'
import { sampleTenant } from '../testing/sample-tenant.ts'
import { CachedRegistry, type CachedRegistryOptions } from './cached.ts'
import { answersTo, type TenantKey, type TenantStore } from './registry.ts'

/** A store in memory whose answers can be held back, as those of a slow database are. */
class HeldStore implements TenantStore {
  tenants: Tenant[] = [sampleTenant('acme', 'a'), sampleTenant('beta', 'b')]
  asked: string[] = []
  isHolding = false
  private held: (() => void)[] = []

  async find(by: TenantKey, key: string): Promise<Tenant | undefined> {
    this.asked.push(`${by}:${key}`)
    const answer = this.tenants.find((tenant) => answersTo(tenant, by, key))
    if (this.isHolding) await new Promise<void>((resolve) => this.held.push(resolve))
    return answer
  }

  release(): void {
    this.isHolding = false
    for (const answer of this.held.splice(0)) answer()
  }
}

let store: HeldStore
let now: number
const acme = sampleTenant('acme', 'a')

function watchedRegistry(options: CachedRegistryOptions = {}): CachedRegistry {
  const registry = new CachedRegistry(store, { now: () => now, ...options })
  registry.watched(true)
  return registry
}

beforeEach(() => {
  store = new HeldStore()
  now = 0
})

describe('the cached registry', () => {
  test('finds a tenant by each of its keys, and asks for each key once', async () => {
    const registry = watchedRegistry()
    for (let round = 0; round < 3; round++) {
      assert.deepEqual(await registry.byId(acme.id), acme)
      assert.deepEqual(await registry.bySlug('acme'), acme)
      assert.deepEqual(await registry.bySubdomain('acme-shop'), acme)
      assert.deepEqual(await registry.byDomain('shop.acme.example'), acme)
    }
    assert.equal(store.asked.length, 4)
  })

  test('answers at once what it holds', async () => {
    const registry = watchedRegistry()
    await registry.bySlug('acme')
    assert.deepEqual(registry.bySlug('acme'), acme)
    assert.deepEqual(registry.byId(acme.id), acme)
  })

  test('asks once for callers at the same time', async () => {
    const registry = watchedRegistry()
    const found = await Promise.all(Array.from({ length: 50 }, () => registry.bySlug('acme')))
    assert.deepEqual([found.length, store.asked.length], [50, 1])
  })

  test('believes a tenant for as long as it may, and not longer', async () => {
    const registry = watchedRegistry({ ttlMs: 60_000 })
    await registry.bySlug('acme')
    now = 59_999
    await registry.bySlug('acme')
    assert.equal(store.asked.length, 1)
    now = 60_000
    await registry.bySlug('acme')
    assert.equal(store.asked.length, 2)
  })

  test('believes nothing for longer than a second while nobody announces changes', async () => {
    const registry = new CachedRegistry(store, { now: () => now })
    await registry.bySlug('acme')
    await registry.bySlug('nobody')
    now = 1_000
    await registry.bySlug('acme')
    await registry.bySlug('nobody')
    assert.equal(store.asked.length, 4)
  })

  test('counts the age of an answer from the question', async () => {
    const registry = watchedRegistry({ ttlMs: 100 })
    store.isHolding = true
    const slow = registry.bySlug('acme')
    now = 100
    store.release()
    await slow
    await registry.bySlug('acme')
    assert.equal(store.asked.length, 2)
  })

  test('remembers for a short while that a name is unknown', async () => {
    const registry = watchedRegistry({ unknownTtlMs: 5_000 })
    assert.equal(await registry.bySlug('nobody'), undefined)
    now = 4_999
    assert.equal(registry.bySlug('nobody'), undefined)
    now = 5_000
    await registry.bySlug('nobody')
    assert.equal(store.asked.length, 2)
  })

  test('does not take names that are known to every object for tenants', async () => {
    const registry = watchedRegistry()
    for (const key of ['__proto__', 'constructor', 'toString']) {
      assert.equal(await registry.bySlug(key), undefined)
      assert.equal(registry.bySlug(key), undefined)
    }
  })

  test('refuses, and does not remember, when the store fails; what failed stays inside', async () => {
    const registry = watchedRegistry()
    const find = store.find
    store.find = async () => {
      throw new Error('connect ECONNREFUSED 10.0.0.7')
    }
    await assert.rejects(async () => await registry.bySlug('acme'), {
      code: 'tenancy.registry_unavailable',
      status: 503,
      message: 'Tenants cannot be looked up at the moment',
    })
    store.find = find
    assert.deepEqual(await registry.bySlug('acme'), acme)
  })

  test('refuses a store that answers with another tenant than the one asked for', async () => {
    const registry = watchedRegistry()
    store.find = async () => acme
    await assert.rejects(async () => await registry.bySlug('beta'), { code: 'tenancy.registry_unavailable' })
    assert.deepEqual(await registry.bySlug('acme'), acme)
  })
})

describe('an invalidated tenant', () => {
  test('is read anew under all its keys', async () => {
    const registry = watchedRegistry()
    const readAll = async () => [
      await registry.byId(acme.id),
      await registry.bySlug('acme'),
      await registry.bySubdomain('acme-shop'),
      await registry.byDomain('shop.acme.example'),
    ]
    await readAll()
    const suspended = sampleTenant('acme', 'a', { status: 'suspended' })
    store.tenants = [suspended]
    registry.invalidate(acme.id)
    assert.deepEqual(await readAll(), [suspended, suspended, suspended, suspended])
  })

  test('loses the keys it no longer has, and finds those it got', async () => {
    const registry = watchedRegistry()
    await registry.bySlug('acme')
    await registry.bySlug('apex')
    store.tenants = [sampleTenant('apex', 'a')]
    registry.invalidate(acme.id)
    assert.equal((await registry.byId(acme.id))?.slug, 'apex')
    assert.equal(await registry.bySlug('acme'), undefined)
    assert.equal((await registry.bySlug('apex'))?.id, acme.id)
  })

  test('does not come back by a lookup that began before', async () => {
    const registry = watchedRegistry()
    store.isHolding = true
    const before = registry.bySlug('acme')
    await Promise.resolve()
    store.tenants = [sampleTenant('acme', 'a', { epoch: 2 })]
    registry.invalidate(acme.id)
    store.isHolding = false
    const after = registry.bySlug('acme')
    assert.equal((await after)?.epoch, 2, 'a caller after the invalidation does not join the lookup before it')
    store.release()
    assert.equal((await before)?.epoch, 1)
    assert.equal((await registry.bySlug('acme'))?.epoch, 2)
    assert.equal((await registry.byId(acme.id))?.epoch, 2)
  })

  test('does not stay unknown by a lookup that began before it existed', async () => {
    const registry = watchedRegistry()
    store.isHolding = true
    const before = registry.bySlug('fresh')
    await Promise.resolve()
    const fresh = sampleTenant('fresh', 'c')
    store.tenants.push(fresh)
    registry.invalidate(fresh.id)
    store.release()
    assert.equal(await before, undefined)
    assert.deepEqual(await registry.bySlug('fresh'), fresh)
  })

  test('leaves the others where they are', async () => {
    const registry = watchedRegistry()
    await registry.bySlug('beta')
    registry.invalidate(acme.id)
    assert.equal((registry.bySlug('beta') as Tenant).slug, 'beta')
  })
})

describe('random names', () => {
  test('do not grow the memory without bound, nor push out the tenants', async () => {
    const registry = watchedRegistry({ size: 4, unknownSize: 40 })
    await registry.bySlug('acme')
    for (let index = 0; index < 1_000; index++) await registry.bySlug(`random-${index}`)
    assert.deepEqual(registry.bySlug('acme'), acme)
    assert.equal(registry.unknownNames <= 80, true)
  })

  test('do not reach the database but a few at a time, and are refused beyond a queue', async () => {
    const registry = watchedRegistry({ lookups: 3, waitingLookups: 5 })
    await registry.bySlug('acme')
    store.asked = []
    store.isHolding = true
    const outcomes = Array.from({ length: 20 }, (_, index) => registry.bySlug(`random-${index}`))
    const settled = Promise.allSettled(outcomes)
    await Promise.resolve()
    assert.equal(store.asked.length, 3)
    assert.deepEqual(registry.bySlug('acme'), acme, 'tenants at hand are served all the while')
    store.release()
    const refused = (await settled).filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
    assert.equal(refused.length, 12)
    for (const { reason } of refused) assert.equal(reason.code, 'tenancy.registry_unavailable')
    assert.deepEqual((await registry.bySlug('beta'))?.slug, 'beta', 'the queue is free again')
  })
})
