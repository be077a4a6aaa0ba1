import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Tenant } from '@stoa/tenancy'
import type { World } from '#testing'
import { type Crowd, createCrowd } from './crowd.ts'

const requests = 10_000
const atOnce = 30

/** A suite for one way to send statements; each in a file of its own, because each takes its time. */
export function testInterleaved(prepare: boolean): void {
  describe(`behind PgBouncer ${prepare ? 'with' : 'without'} prepared statements`, () => {
    let crowd: Crowd
    before(async () => {
      crowd = await createCrowd({ prepare, tenants: 50, platforms: 3 })
    })
    after(() => crowd?.close())

    test('10,000 interleaved requests of 50 tenants see and write each their own rows', async () => {
      const made = new Map<string, string[]>(crowd.tenants.map(({ id }) => [id, []]))
      const worlds = crowd.worlds
      let sent = 0
      const work = async () => {
        while (sent < requests) {
          const number = sent++
          const world = worlds[number % worlds.length]!
          const tenant = crowd.tenants[(number * 7 + Math.floor(number / 10)) % crowd.tenants.length]!
          const other = crowd.tenants[(number * 11 + 1) % crowd.tenants.length]!
          await request(number, world, tenant, other, made)
        }
      }
      await Promise.all(Array.from({ length: atOnce }, work))
      const expected = new Map([...made].map(([id, products]) => [id, products.length]))
      assert.deepEqual(await crowd.countProducts(), expected)
      assert.equal((await crowd.pooler.command('show servers')).filter(({ user }) => user === 'stoa_app').length, 1)
    })
  })
}

/** One request of the tenant, of a kind that follows from its number. */
async function request(number: number, world: World, tenant: Tenant, other: Tenant, made: Map<string, string[]>) {
  const caller = await world.caller('owner', tenant)
  const send = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, headers = {}) =>
    world.requestAs(caller, method, path, { headers, ...(body && { body }) }, tenant)
  const own = made.get(tenant.id)!
  const product = { title: `of ${tenant.slug}`, price_amount_minor: 100, currency: 'EUR' }
  const foreign = made.get(other.id)!.at(-1)
  switch (number % 10) {
    case 0:
    case 1: {
      // The second with a key, which makes it a longer transaction.
      const keyed = number % 10 ? { 'idempotency-key': `request-${number}` } : {}
      const answer = await send('POST', '/products', product, keyed)
      assert.equal(answer.statusCode, 201, answer.body)
      own.push(answer.json().id)
      return
    }
    case 2: {
      const id = own.at(-1)
      if (id === undefined) return
      const answer = await send('PATCH', `/products/${id}`, { description: `changed by ${number}` })
      assert.equal(answer.statusCode, 200, answer.body)
      assert.equal(answer.json().title, product.title)
      return
    }
    case 3: {
      if (foreign === undefined || other.id === tenant.id) return
      const [read, write] = await Promise.all([
        send('GET', `/products/${foreign}`),
        send('PATCH', `/products/${foreign}`, { title: 'taken' }),
      ])
      assert.deepEqual([read.statusCode, write.statusCode], [404, 404])
      return
    }
    case 4: {
      const answer = await send('POST', '/products', { ...product, compare_at_amount_minor: 1 })
      assert.equal(answer.statusCode, 422, answer.body)
      return
    }
    case 5:
    case 6:
    case 7: {
      const id = own.at(-1)
      if (id === undefined) return
      const answer = await send('GET', `/products/${id}`)
      assert.equal(answer.statusCode, 200, answer.body)
      assert.equal(answer.json().title, product.title)
      return
    }
    default: {
      const answer = await send('GET', '/products')
      assert.equal(answer.statusCode, 200, answer.body)
      const titles = new Set(answer.json().results.map(({ title }: { title: string }) => title))
      titles.delete(product.title)
      assert.deepEqual([...titles], [])
    }
  }
}
