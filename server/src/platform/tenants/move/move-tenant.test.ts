import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Placement, TenantContext } from '@stoa/tenancy'
import pino from 'pino'
import { createProduct } from '#commerce'
import { type Caller, forEachPlacement, testSecret, type World, worldIn } from '#testing'
import { assemble, type Platform } from '../../../assemble.ts'
import { moveTenantTo } from './move-tenant.ts'

const elsewhere = { shared: 'schema', schema: 'shared' } as const

function move(world: World, to: Placement, onProgress: (step: string) => Promise<void> | void = () => undefined) {
  return moveTenantTo(world.platform.tenancy, world.database.urls.owner, world.tenant.id, to, {
    limits: { batchRows: 20 },
    onProgress: ({ step }) => onProgress(step),
  })
}

const product = (title: string) => ({
  title,
  type: 'physical',
  status: 'active',
  price_amount_minor: 100,
  currency: 'EUR',
  stock_quantity: 1_000_000,
})

/** A shop at work: sells one product over and over, each sale under a key of its own, and repeats what was put off. */
class Shop {
  readonly sold: string[] = []
  readonly strange: unknown[] = []
  private isStopped = false
  private readonly lanes: Promise<void>[]

  constructor(world: World, owner: Caller, platforms: readonly Platform[], productId: string) {
    this.lanes = platforms.map(async (platform, lane) => {
      for (let n = 0; !this.isStopped && this.strange.length === 0; n++) {
        const call = {
          method: 'POST' as const,
          url: '/api/v1/orders',
          headers: {
            authorization: `Bearer ${owner.token}`,
            'x-tenant-id': world.tenant.id,
            'idempotency-key': `sale-${lane}-${n}`,
          },
          payload: { items: [{ product_id: productId, quantity: 1 }] },
        }
        let answer = await platform.app.inject(call)
        while (answer.statusCode === 503) answer = await platform.app.inject(call)
        if (answer.statusCode === 201) this.sold.push(answer.json().id)
        else this.strange.push(answer.json())
      }
    })
  }

  async stop(): Promise<void> {
    this.isStopped = true
    await Promise.all(this.lanes)
  }
}

forEachPlacement((placement) => {
  const world = worldIn(placement)

  test('a shop that sells in two processes is moved away and back, and each sale is there once', async () => {
    const { database, platform, neighbour } = world()
    const owner = await world().caller('owner')
    const { id } = (await world().request('owner', 'POST', '/products', { body: product('Linen shirt') })).json()
    await world().neighbourRequest('owner', 'POST', '/products', { body: product('Of the neighbour') })
    const other = await assemble({ urls: database.urls, secretKey: testSecret, log: pino({ level: 'silent' }) })
    const shop = new Shop(world(), owner, [platform, other], id)
    const reports = [await move(world(), elsewhere[placement]), await move(world(), placement)]
    await shop.stop()
    await other.close()
    assert.deepEqual(shop.strange, [])
    assert.deepEqual(
      reports.map(({ to, isCleanedUp }) => [to.placement, isCleanedUp]),
      [
        [elsewhere[placement], true],
        [placement, true],
      ],
    )
    const left = (await world().request('owner', 'GET', `/products/${id}`)).json()
    assert.equal(left.stock_quantity, 1_000_000 - shop.sold.length)
    assert.equal(new Set(shop.sold).size, shop.sold.length)
    const { paging } = (await world().request('owner', 'GET', '/orders?limit=1')).json()
    assert.equal(paging.total, shop.sold.length)
    const theirs = (await world().neighbourRequest('owner', 'GET', '/products')).json()
    assert.deepEqual(
      [theirs.results.map(({ title }: { title: string }) => title), neighbour.epoch],
      [['Of the neighbour'], 1],
    )
  })

  test('a call that is repeated after the switch gets the answer it had before', async () => {
    const call = { body: product('Once'), headers: { 'idempotency-key': 'made-once' } }
    const first = await world().request('owner', 'POST', '/products', call)
    await move(world(), elsewhere[placement])
    const again = await world().request('owner', 'POST', '/products', call)
    assert.deepEqual([again.statusCode, again.json()], [201, first.json()])
    await move(world(), placement)
    assert.equal((await world().request('owner', 'POST', '/products', call)).json().id, first.json().id)
  })

  test('what was queued before is done afterwards, on a server that heard of the move and on one that did not', async () => {
    const { database, platform, tenant } = world()
    const deaf = await assemble({
      urls: database.urls,
      secretKey: testSecret,
      log: pino({ level: 'silent' }),
      purgeEveryMs: 3_600_000,
    })
    deaf.registry.invalidate = () => undefined
    deaf.registry.invalidateAll = () => undefined
    const known = (await deaf.registry.byId(tenant.id))!
    const carried = TenantContext.run(known, () => TenantContext.carry())
    await move(world(), elsewhere[placement])
    assert.equal((await deaf.registry.byId(tenant.id))!.placement, placement)
    const moved = (await platform.registry.refresh(tenant.id))!
    assert.deepEqual([moved.epoch > known.epoch, moved.accessEpoch], [true, known.accessEpoch])
    for (const { registry, tenancy } of [deaf, platform]) {
      await TenantContext.resume(registry, carried, () =>
        tenancy.scope(TenantContext.require(), { actor: { kind: 'system' }, mode: 'write' }, async (scope) => {
          await createProduct(scope, { ...product('Queued'), type: 'physical', status: 'active' })
        }),
      )
    }
    await deaf.close()
    const { results } = (await world().request('owner', 'GET', '/products?limit=100')).json()
    assert.equal(results.filter(({ title }: { title: string }) => title === 'Queued').length, 2)
    await move(world(), placement)
  })

  test('a list goes on behind the cursor it gave out before', async () => {
    for (let n = 0; n < 5; n++) await world().request('owner', 'POST', '/products', { body: product(`Listed ${n}`) })
    const all = (await world().request('owner', 'GET', '/products?limit=100')).json().results
    const first = (await world().request('owner', 'GET', '/products?limit=3')).json()
    await move(world(), elsewhere[placement])
    const query = { limit: '100', cursor: first.paging.next_cursor }
    const rest = (await world().request('owner', 'GET', '/products', { query })).json()
    assert.deepEqual([...first.results, ...rest.results], all)
    await move(world(), placement)
  })
})
