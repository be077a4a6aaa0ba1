import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Tenant, TenantContext, tenantPlaceholder } from '@stoa/tenancy'
import { sql } from 'kysely'
import pino from 'pino'
import { createProduct } from '#commerce'
import { statement } from '#platform/database'
import { type Caller, forEachPlacement, type Method, newTenant, testSecret, worldIn } from '#testing'
import { assemble, type Platform } from '../../assemble.ts'
import { purgeTenant } from './index.ts'

const actor = { kind: 'system' } as const
const write = { actor, mode: 'write' } as const
const product = {
  title: 'Shirt',
  type: 'physical',
  status: 'active',
  price_amount_minor: 100,
  currency: 'EUR',
} as const

const countProducts = statement('test.count_products', (db) =>
  db.selectFrom('products').select((eb) => eb.fn.countAll<number>().as('count')),
)
const touchProducts = statement('test.touch_products', (db) =>
  db.updateTable('products').set({ title: sql`'touched'` }).returning('id'),
)
const namesItself = statement('test.names_itself', () => sql<{ id: string }>`select ${tenantPlaceholder}::uuid as id`)

/** How access ends, and how it begins again. */
const ends = [
  ['suspended', 'PUT', 'suspension', 403],
  ['deleted', 'DELETE', '', 404],
] as const

forEachPlacement((placement) => {
  /** A second server, which believes that it is told of changes, and is told of none. */
  let deaf: Platform
  // Before the world's own end, which drops the database.
  after(() => deaf?.close())
  const world = worldIn(placement)
  before(async () => {
    deaf = await assemble({
      urls: world().database.urls,
      secretKey: testSecret,
      log: pino({ level: 'silent' }),
      purgeEveryMs: 3_600_000,
    })
    deaf.registry.invalidate = () => undefined
    deaf.registry.invalidateAll = () => undefined
  })

  async function operator(method: Method, path: string) {
    const answer = await world().requestAs(await world().superadmin(), method, path, {}, undefined)
    assert.ok(answer.statusCode < 300, answer.body)
    return answer
  }

  function ask(platform: Platform, caller: Caller, tenant: Tenant, method: Method, headers = {}, query = {}) {
    return platform.app.inject({
      method,
      url: '/api/v1/products',
      headers: { authorization: `Bearer ${caller.token}`, 'x-tenant-id': tenant.slug, ...headers },
      query,
      ...(method === 'POST' && { payload: product }),
    })
  }

  let made = 0
  async function openTenant() {
    const tenant = await newTenant(world().platform, `open-${++made}`, placement)
    const owner = await world().newCaller('owner', tenant)
    const viewer = await world().newCaller('viewer', tenant)
    return { tenant, owner, viewer }
  }

  const countOf = (tenant: Tenant) =>
    world().platform.tenancy.scope(tenant, { actor, mode: 'read' }, async (scope) =>
      Number((await scope.first(countProducts, {}))!.count),
    )

  for (const [name, method, path, status] of ends) {
    const end = (tenant: Tenant) => operator(method, `/tenants/${tenant.id}${path && `/${path}`}`)
    const begin = (tenant: Tenant) =>
      operator('DELETE', `/tenants/${tenant.id}/${name === 'suspended' ? 'suspension' : 'deletion'}`)

    describe(`a tenant is ${name}`, () => {
      test('the very next request is refused on every server, also on one that did not hear of it', async () => {
        const { tenant, owner, viewer } = await openTenant()
        for (const platform of [world().platform, deaf]) {
          assert.equal((await ask(platform, owner, tenant, 'POST')).statusCode, 201)
          assert.equal((await ask(platform, viewer, tenant, 'GET')).statusCode, 200)
        }
        assert.equal((await deaf.registry.byId(tenant.id))!.status, 'active')
        await end(tenant)
        assert.equal((await deaf.registry.byId(tenant.id))!.status, 'active')
        for (const platform of [deaf, world().platform]) {
          assert.equal((await ask(platform, owner, tenant, 'POST')).statusCode, status)
          assert.equal((await ask(platform, viewer, tenant, 'GET')).statusCode, status)
          assert.equal((await ask(platform, owner, tenant, 'GET')).statusCode, status)
        }
        await begin(tenant)
        const back = await world().platform.registry.refresh(tenant.id)
        assert.equal(await countOf(back!), 2)
      })

      test('work that is open then is undone, wherever it stands', async () => {
        const { tenant, owner } = await openTenant()
        await ask(world().platform, owner, tenant, 'POST')
        for (const platform of [world().platform, deaf]) {
          const current = (await platform.registry.refresh(tenant.id))!
          const goesOn = platform.tenancy.scope(current, write, async (scope) => {
            assert.equal((await scope.all(touchProducts, {})).length, 1)
            await end(tenant)
            await scope.all(touchProducts, {})
          })
          await assert.rejects(goesOn, { code: 'tenancy.tenant_paused' })
          await begin(tenant)
          const again = (await platform.registry.refresh(tenant.id))!
          const commits = platform.tenancy.scope(again, write, async (scope) => {
            assert.equal((await scope.all(touchProducts, {})).length, 1)
            await end(tenant)
          })
          await assert.rejects(commits, { code: 'tenancy.tenant_paused' })
          const queues = platform.tenancy.scope(again, write, async (scope) => {
            await scope.first(namesItself, {})
            await createProduct(scope, product)
          })
          await assert.rejects(queues)
          await begin(tenant)
        }
        const current = (await world().platform.registry.refresh(tenant.id))!
        const titles = await ask(world().platform, owner, current, 'GET')
        assert.deepEqual(
          titles.json().results.map(({ title }: { title: string }) => title),
          ['Shirt'],
        )
      })

      test('what was queued before is not done, not even when access is back', async () => {
        const { tenant } = await openTenant()
        const { registry } = world().platform
        const carried = await TenantContext.run(tenant, async () => TenantContext.carry())
        const job = () => TenantContext.resume(registry, carried, () => assert.fail('the job was done'))
        await end(tenant)
        await registry.refresh(tenant.id)
        await assert.rejects(job(), {
          code: name === 'suspended' ? 'tenancy.tenant_suspended' : 'tenancy.unknown_tenant',
        })
        await begin(tenant)
        await registry.refresh(tenant.id)
        await assert.rejects(job(), { code: 'tenancy.stale_tenant' })
      })

      test('what was queued before changes nothing on a server that heard of neither, and what is queued then is done', async () => {
        const { tenant } = await openTenant()
        const known = (await deaf.registry.refresh(tenant.id))!
        const carried = await TenantContext.run(known, async () => TenantContext.carry())
        await end(tenant)
        await begin(tenant)
        assert.equal((await deaf.registry.byId(tenant.id))!.epoch, known.epoch)
        const job = (work: typeof carried) =>
          TenantContext.resume(deaf.registry, work, () =>
            deaf.tenancy.scope(
              TenantContext.require(),
              write,
              async (scope) => void (await createProduct(scope, product)),
            ),
          )
        await assert.rejects(job(carried), { code: 'tenancy.stale_tenant' })
        const current = (await world().platform.registry.refresh(tenant.id))!
        assert.equal(await countOf(current), 0)
        await job(await TenantContext.run(current, async () => TenantContext.carry()))
        assert.equal(await countOf(current), 1)
      })

      test('a job that is open then is undone, and refused when it is tried again', async () => {
        const { tenant, owner } = await openTenant()
        await ask(world().platform, owner, tenant, 'POST')
        for (const platform of [world().platform, deaf]) {
          const current = (await platform.registry.refresh(tenant.id))!
          const carried = await TenantContext.run(current, async () => TenantContext.carry())
          let isBack = false
          const job = () =>
            TenantContext.resume(platform.registry, carried, () =>
              platform.tenancy.scope(TenantContext.require(), write, async (scope) => {
                assert.equal((await scope.all(touchProducts, {})).length, 1)
                assert.equal(isBack, false)
                await end(tenant)
                await begin(tenant)
                isBack = true
              }),
            )
          await assert.rejects(job(), { code: 'tenancy.tenant_paused' })
          await assert.rejects(job(), { code: 'tenancy.stale_tenant' })
        }
        const titles = await ask(world().platform, owner, (await world().platform.registry.refresh(tenant.id))!, 'GET')
        assert.deepEqual(
          titles.json().results.map(({ title }: { title: string }) => title),
          ['Shirt'],
        )
      })

      test('a kept answer is not given while access is ended, and afterwards there was still one effect', async () => {
        const { tenant, owner } = await openTenant()
        const key = { 'idempotency-key': 'once' }
        const first = await ask(deaf, owner, tenant, 'POST', key)
        await end(tenant)
        assert.equal((await ask(deaf, owner, tenant, 'POST', key)).statusCode, status)
        assert.equal((await ask(world().platform, owner, tenant, 'POST', key)).statusCode, status)
        await begin(tenant)
        const current = (await world().platform.registry.refresh(tenant.id))!
        const replayed = await ask(world().platform, owner, current, 'POST', key)
        assert.deepEqual([replayed.statusCode, replayed.json().id], [201, first.json().id])
        assert.equal(await countOf(current), 1)
      })

      test('a cursor leads nowhere while access is ended, and on from where it was afterwards', async () => {
        const { tenant, owner } = await openTenant()
        for (let n = 0; n < 3; n++) await ask(world().platform, owner, tenant, 'POST')
        const page = (await ask(deaf, owner, tenant, 'GET', {}, { limit: '2' })).json()
        const query = { limit: '2', cursor: page.paging.next_cursor }
        await end(tenant)
        assert.equal((await ask(deaf, owner, tenant, 'GET', {}, query)).statusCode, status)
        await begin(tenant)
        const current = (await world().platform.registry.refresh(tenant.id))!
        const rest = (await ask(world().platform, owner, current, 'GET', {}, query)).json()
        const ids = [...page.results, ...rest.results].map(({ id }: { id: string }) => id)
        assert.equal(new Set(ids).size, 3)
      })
    })
  }

  test('after a purge, nothing from before reaches the next tenant of that name', async () => {
    const { tenant, owner } = await openTenant()
    for (let n = 0; n < 3; n++) await ask(deaf, owner, tenant, 'POST', { 'idempotency-key': `key-${n}` })
    const { next_cursor } = (await ask(deaf, owner, tenant, 'GET', {}, { limit: '1' })).json().paging
    await operator('DELETE', `/tenants/${tenant.id}`)
    await operator('PUT', `/tenants/${tenant.id}/purge?now=true`)
    await purgeTenant(world().platform.tenancy, tenant.id, { actor })
    const next = await newTenant(world().platform, tenant.slug, placement)
    await assert.rejects(
      deaf.tenancy.scope(tenant, write, async (scope) => void (await createProduct(scope, product))),
      { code: 'tenancy.unknown_tenant' },
    )
    // The name leads to the next tenant now, in which the owner of the one before is nobody.
    assert.equal((await ask(deaf, owner, tenant, 'POST', { 'idempotency-key': 'key-0' })).statusCode, 403)
    assert.equal((await ask(world().platform, owner, next, 'GET', {}, { cursor: next_cursor })).statusCode, 403)
    const newOwner = await world().newCaller('owner', next)
    const listed = await ask(world().platform, newOwner, next, 'GET', {}, { cursor: next_cursor })
    assert.deepEqual([listed.statusCode, listed.json().results], [200, []])
    assert.equal(await countOf(next), 0)
  })
})
