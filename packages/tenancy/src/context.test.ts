import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { describe, test } from 'node:test'
import { setImmediate as immediately, setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { TenantContext, withTenant } from './context.ts'
import type { Tenant } from './tenant.ts'
import { sampleTenant } from './testing/sample-tenant.ts'

const acme = sampleTenant('acme', 'a')
const beta = sampleTenant('beta', 'b')
const slug = () => TenantContext.current()?.slug

describe('the tenant context', () => {
  test('is there inside run, and nowhere else', () => {
    assert.equal(slug(), undefined)
    assert.equal(TenantContext.run(acme, slug), 'acme')
    assert.equal(slug(), undefined)
  })

  test('is refused, never assumed, when there is none', () => {
    const missing = { code: 'tenancy.missing_tenant', status: 400 }
    assert.throws(() => TenantContext.require(), missing)
    assert.throws(() => TenantContext.carry(), missing)
    assert.throws(() => TenantContext.bind(slug), missing)
    assert.throws(() => TenantContext.run(undefined as unknown as Tenant, slug), missing)
    assert.throws(() => withTenant(undefined as unknown as Tenant, slug), missing)
  })

  test('ends with run, also when the function throws or rejects', async () => {
    const fail = () => {
      throw new Error('no')
    }
    assert.throws(() => TenantContext.run(acme, fail), /no/)
    await assert.rejects(
      TenantContext.run(acme, async () => fail()),
      /no/,
    )
    assert.equal(slug(), undefined)
  })

  test('of an inner run hides the outer one, which comes back', () => {
    TenantContext.run(acme, () => {
      TenantContext.run(beta, () => assert.equal(slug(), 'beta'))
      assert.equal(slug(), 'acme')
    })
  })

  test('carries metadata beside the tenant', () => {
    TenantContext.run(acme, () => assert.equal(TenantContext.metadata().request_id, 'r1'), { request_id: 'r1' })
    assert.deepEqual(TenantContext.metadata(), {})
  })

  test('is handed back by a wrapper, with the arguments, this and result of the function', () => {
    const shop = { title: 'Shop', describe: withTenant(acme, describeShop) }
    function describeShop(this: { title: string }, greeting: string) {
      return `${greeting} ${this.title} of ${slug()}`
    }
    assert.equal(shop.describe('hello'), 'hello Shop of acme')
    assert.equal(slug(), undefined)
  })
})

describe('the tenant context survives', () => {
  const survives = (name: string, fn: () => Promise<string | undefined>) =>
    test(name, async () => {
      const [forAcme, forBeta] = await Promise.all([TenantContext.run(acme, fn), TenantContext.run(beta, fn)])
      assert.deepEqual([forAcme, forBeta], ['acme', 'beta'])
    })

  survives('promises', async () => {
    await Promise.resolve()
    await Promise.all([immediately(), Promise.resolve()])
    return slug()
  })

  survives('timers', async () => {
    await wait(1)
    return new Promise((resolve) => setTimeout(() => setImmediate(() => process.nextTick(() => resolve(slug()))), 1))
  })

  survives('microtasks', () => new Promise((resolve) => queueMicrotask(() => resolve(slug()))))

  survives('streams', async () => {
    const seen = new Set<string | undefined>()
    const note = new Transform({
      transform(chunk, _encoding, done) {
        seen.add(slug())
        done(null, chunk)
      },
    })
    await pipeline(Readable.from(['a', 'b', 'c']), note, async (chunks) => {
      for await (const _ of chunks) seen.add(slug())
    })
    return [...seen].join(' and ')
  })

  survives('async iteration', async () => {
    async function* numbers() {
      yield slug()
      await immediately()
      yield slug()
    }
    const seen = new Set<string | undefined>()
    for await (const name of numbers()) seen.add(name)
    return [...seen].join(' and ')
  })

  survives('events that it emits', async () => {
    const emitter = new EventEmitter()
    const seen: (string | undefined)[] = []
    emitter.on('done', () => seen.push(slug()))
    await immediately()
    emitter.emit('done')
    return seen[0]
  })

  survives('the error of an event', async () => {
    const emitter = new EventEmitter()
    setImmediate(() => emitter.emit('error', new Error('no')))
    return once(emitter, 'done').then(
      () => 'no error',
      () => slug(),
    )
  })
})

describe('a bound callback', () => {
  test('runs as a listener for the tenant that bound it, whoever emits', () => {
    const emitter = new EventEmitter()
    const seen: (string | undefined)[] = []
    const listener = TenantContext.run(acme, () => TenantContext.bind((word: string) => seen.push(`${word} ${slug()}`)))
    emitter.on('said', listener)
    emitter.emit('said', 'nobody')
    TenantContext.run(beta, () => emitter.emit('said', 'beta'))
    emitter.off('said', listener)
    emitter.emit('said', 'after')
    assert.deepEqual(seen, ['nobody acme', 'beta acme'])
  })

  test('runs as a task for the tenant that queued it, whoever drains', async () => {
    const queue: (() => string | undefined)[] = []
    TenantContext.run(acme, () => queue.push(TenantContext.bind(slug)))
    TenantContext.run(beta, () => queue.push(TenantContext.bind(slug)))
    const drained = TenantContext.run(beta, () => queue.map((task) => task()))
    assert.deepEqual(drained, ['acme', 'beta'])
  })

  test('keeps metadata, this and result', () => {
    const bound = TenantContext.run(
      acme,
      () =>
        TenantContext.bind(function (this: number, other: number) {
          return `${this + other} ${TenantContext.metadata().id}`
        }),
      { id: 7 },
    )
    assert.equal(bound.call(1, 2), '3 7')
  })
})

describe('a carried tenant', () => {
  const registry = (tenant: Tenant | undefined) => ({
    byId: async (id: string) => (tenant?.id === id ? tenant : undefined),
  })
  const carried = JSON.parse(JSON.stringify(TenantContext.run(acme, () => TenantContext.carry())))

  test('survives a queue in another process, as the registry knows it now', async () => {
    assert.deepEqual(carried, { tenant_id: acme.id, epoch: 1 })
    const renamed = { ...acme, slug: 'apex' }
    assert.equal(await TenantContext.resume(registry(renamed), carried, slug), 'apex')
    assert.equal(slug(), undefined)
  })

  test('that was moved since is worked for where it is now', async () => {
    const moved: Tenant = { ...acme, epoch: 2, placement: 'schema', schema: 'tenant_acme' }
    const schema = () => TenantContext.require().schema
    assert.equal(await TenantContext.resume(registry(moved), carried, schema), 'tenant_acme')
  })

  test('is not carried on by work whose access ended meanwhile, whichever way the work learned of it', async () => {
    const later = { ...acme, epoch: 3, accessEpoch: 3 }
    const stale = { code: 'tenancy.stale_tenant' }
    await TenantContext.resume(registry(acme), carried, async () => {
      assert.deepEqual(TenantContext.carry(), carried)
      TenantContext.run(later, () => assert.throws(() => TenantContext.carry(), stale))
      await TenantContext.resume(registry(beta), { tenant_id: beta.id, epoch: 1 }, () =>
        TenantContext.run(later, () => assert.throws(() => TenantContext.carry(), stale)),
      )
    })
    assert.deepEqual(TenantContext.run(later, () => TenantContext.carry()).epoch, 3)
  })

  const refused: [string, Tenant | undefined, unknown, string][] = [
    ['that is gone', undefined, carried, 'tenancy.unknown_tenant'],
    ['that was deleted', { ...acme, status: 'deleted' }, carried, 'tenancy.unknown_tenant'],
    ['that was suspended', { ...acme, status: 'suspended' }, carried, 'tenancy.tenant_suspended'],
    ['whose access ended since', { ...acme, epoch: 3, accessEpoch: 3 }, carried, 'tenancy.stale_tenant'],
    ['whose access ended before a move', { ...acme, epoch: 4, accessEpoch: 3 }, carried, 'tenancy.stale_tenant'],
    ['without epoch', acme, { tenant_id: acme.id }, 'tenancy.stale_tenant'],
    ['without id', acme, { epoch: 1 }, 'tenancy.missing_tenant'],
    ['that is not there', acme, undefined, 'tenancy.missing_tenant'],
  ]
  for (const [name, tenant, payload, code] of refused) {
    test(`${name} is refused, and its work not begun`, async () => {
      const begin = () => assert.fail('the work began')
      await assert.rejects(TenantContext.resume(registry(tenant), payload as typeof carried, begin), { code })
    })
  }
})

test('property: however work interleaves, each piece sees its own tenant', async () => {
  const step = fc.constantFrom('timer', 'immediate', 'microtask', 'nested')
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.boolean(), fc.array(step, { maxLength: 6 })), { maxLength: 12 }),
      async (pieces) => {
        const run = async (own: Tenant, steps: string[]) => {
          for (const kind of steps) {
            if (kind === 'timer') await wait(0)
            else if (kind === 'immediate') await immediately()
            else if (kind === 'microtask') await Promise.resolve()
            else await TenantContext.run(own === acme ? beta : acme, () => immediately())
            assert.equal(TenantContext.require(), own)
          }
        }
        await Promise.all(
          pieces.map(([isAcme, steps]) => {
            const own = isAcme ? acme : beta
            return TenantContext.run(own, () => run(own, steps))
          }),
        )
        assert.equal(slug(), undefined)
      },
    ),
    { numRuns: 30 },
  )
})
