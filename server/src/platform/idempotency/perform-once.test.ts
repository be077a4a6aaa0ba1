import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bindingKeyFrom, createTenancy, defineRefusal, Refusal, type Tenant, type Work } from '@stoa/tenancy'
import pg from 'pg'
import { newId } from '#platform/contract'
import { createTestDatabase, forEachPlacement, testSecret, worldIn } from '#testing'
import { performOnce, requestHash } from './index.ts'
import { tenantAnswers } from './store.ts'

const Busy = defineRefusal('test.busy', 409, 'Not now')
const actor = { kind: 'user', id: newId() } as const
const other = { kind: 'user', id: newId() } as const
const question = requestHash('POST', '/notes', { title: 'a', tags: [1] })

forEachPlacement((placement) => {
  const world = worldIn(placement)
  let performed = 0

  function call(key: string, changes: { work?: (scope: Work) => Promise<void> } & Partial<Named> = {}) {
    const { work = async () => {}, ...named } = changes
    const about = { key, requestHash: question, tenant: world().tenant, actor, ...named }
    return performOnce(world().platform.tenancy, about, async (scope) => {
      await work(scope)
      performed++
      return { status: 201, headers: { etag: '"1"' }, body: `{"n":${performed}}` }
    })
  }

  test('a repeated call gets the first answer and has no second effect', async () => {
    const key = newId()
    const before = performed
    const first = await call(key, { work: someReading(key) })
    const second = await call(key, { work: someReading(key) })
    assert.equal(performed, before + 1)
    assert.deepEqual([first.isReplay, second.isReplay], [false, true])
    assert.equal(second.answer.body, first.answer.body)
    assert.equal(second.answer.status, 201)
    assert.deepEqual(second.answer.headers, { etag: '"1"' })
  })

  test('a key used for another request is refused, and the first answer stays', async () => {
    const key = newId()
    const first = await call(key)
    await assert.rejects(
      call(key, { requestHash: requestHash('POST', '/notes', { title: 'b' }) }),
      isCode('key_reused'),
    )
    assert.equal((await call(key)).answer.body, first.answer.body)
  })

  test('a key belongs to its actor and its tenant', async () => {
    const key = newId()
    await call(key)
    assert.equal((await call(key, { actor: other })).isReplay, false)
    assert.equal((await call(key, { tenant: world().neighbour })).isReplay, false)
    assert.equal((await call(key)).isReplay, true)
  })

  test('while a call is in flight the same key is refused, and replayed once it has ended', async () => {
    const key = newId()
    const [entered, leave] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const first = call(key, {
      async work(scope) {
        await scope.first(tenantAnswers.find, { actor_id: actor.id, key })
        entered.resolve()
        await leave.promise
      },
    })
    await entered.promise
    await assert.rejects(
      call(key),
      (error: Refusal) => isCode('in_flight')(error) && error.headers?.['retry-after'] === '1',
    )
    leave.resolve()
    await first
    assert.equal((await call(key)).isReplay, true)
  })

  test('of many calls at once exactly one takes effect', async () => {
    const key = newId()
    const before = performed
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => call(key, { work: someReading(key) })))
    const kept = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value)
    assert.equal(kept.filter((result) => !result.isReplay).length, 1)
    assert.equal(new Set(kept.map((result) => result.answer.body)).size, 1)
    for (const result of results) if (result.status === 'rejected') assert.ok(isCode('in_flight')(result.reason))
    assert.ok(performed >= before + 1)
    assert.equal((await call(key)).isReplay, true)
  })

  test('work that fails keeps nothing, and the next call does it', async () => {
    for (const failure of [Busy(), new Error('crash')]) {
      const key = newId()
      const fail = async (scope: Work) => {
        await scope.first(tenantAnswers.find, { actor_id: actor.id, key })
        throw failure
      }
      await assert.rejects(call(key, { work: fail }), failure)
      assert.equal((await call(key)).isReplay, false)
    }
  })

  test('a connection killed in the middle keeps nothing, and the next call does it', async () => {
    const key = newId()
    const die = async (scope: Work) => {
      await scope.first(tenantAnswers.find, { actor_id: actor.id, key })
      await endTransactions(world().database.adminUrl)
      await scope.first(tenantAnswers.find, { actor_id: actor.id, key })
    }
    await assert.rejects(call(key, { work: die }))
    assert.equal((await call(key)).isReplay, false)
  })

  test('a call repeated after success is replayed whatever its own effect would now make it meet', async () => {
    const key = newId()
    const first = await call(key)
    const refuse = async () => {
      throw Busy()
    }
    assert.equal((await call(key, { work: refuse })).answer.body, first.answer.body)
  })

  test('a refused call is not answered with what another actor was told', async () => {
    const key = newId()
    await call(key, { actor: other })
    const refuse = async () => {
      throw Busy()
    }
    await assert.rejects(call(key, { work: refuse }), Busy())
  })

  test('a key is 1 to 255 printable characters', async () => {
    for (const key of ['', 'a b', 'ä', 'a\n', 'x'.repeat(256)]) await assert.rejects(call(key), isCode('malformed_key'))
    for (const key of ['!', '~'.repeat(255), "'; drop table x; --".replaceAll(' ', '_')]) {
      assert.equal((await call(key)).isReplay, false)
      assert.equal((await call(key)).isReplay, true)
    }
  })

  test('over HTTP: one product, its answer replayed to the byte, another body refused', async () => {
    const body = { title: 'Teapot', sku: newId(), price_amount_minor: 1250, currency: 'EUR' }
    const post = (headers: Record<string, string>, changes: object = {}) =>
      world().request('owner', 'POST', '/products', { body: { ...body, ...changes }, headers })
    const headers = { 'idempotency-key': newId() }
    const first = await post(headers)
    const again = await post(headers)
    assert.equal(first.statusCode, 201, first.body)
    assert.equal(again.statusCode, 201, again.body)
    assert.equal(again.headers['idempotent-replayed'], 'true')
    assert.equal(first.headers['idempotent-replayed'], undefined)
    assert.equal(again.body, first.body)
    assert.equal(again.headers.location, first.headers.location)
    assert.equal(again.headers.etag, first.headers.etag)
    assert.equal((await post(headers, { title: 'Kettle' })).json().code, 'idempotency.key_reused')
    assert.equal((await post({})).statusCode, 409, 'without the key it is a second product with the same SKU')
  })
})

interface Named {
  requestHash: string
  tenant: Tenant
  actor: typeof actor
}

function someReading(key: string) {
  return async (scope: Work) => void (await scope.first(tenantAnswers.find, { actor_id: actor.id, key }))
}

function isCode(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === `idempotency.${code}`
}

async function endTransactions(adminUrl: string): Promise<void> {
  const admin = new pg.Client(adminUrl)
  await admin.connect()
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and state = 'idle in transaction'`)
  await admin.end()
}

test('answers outlive the process, and are forgotten after a day', async () => {
  const database = await createTestDatabase()
  const start = Date.UTC(2026, 10, 21)
  const tenant = { id: newId(), schema: 'shared', placement: 'shared', status: 'active' } as Tenant
  const open = (hours: number) =>
    createTenancy({
      urls: database.urls,
      bindingKey: bindingKeyFrom(testSecret),
      clock: () => new Date(start + hours * 3_600_000),
    })
  const post = (doors: ReturnType<typeof open>, key: string) =>
    performOnce(doors, { key, requestHash: question, tenant, actor }, async () => ({
      status: 201,
      headers: {},
      body: key,
    }))
  const isKnown = async (hours: number) => {
    const restarted = open(hours)
    for (let index = 0; index < 100; index++) await post(restarted, `${hours}-${index}`)
    const find = { actor_id: actor.id, key: 'kept' }
    const answer = await restarted.scope(tenant, { actor, mode: 'read' }, (scope) =>
      scope.first(tenantAnswers.find, find),
    )
    await restarted.close()
    return answer !== undefined
  }

  const first = open(0)
  await post(first, 'kept')
  await first.close()
  assert.equal(await isKnown(23), true)
  assert.equal(await isKnown(25), false)
  await database.drop()
})
