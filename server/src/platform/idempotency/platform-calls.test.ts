import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal, type SystemScope, type Work } from '@stoa/tenancy'
import pg from 'pg'
import { newId } from '#platform/contract'
import { createTenant } from '#platform/tenants'
import { type Caller, forEachPlacement, worldIn } from '#testing'
import { performOnce, requestHash } from './index.ts'
import { platformAnswers } from './store.ts'

forEachPlacement((placement) => {
  const world = worldIn(placement)

  function asAdmin(sql: string, values: unknown[] = []) {
    const admin = new pg.Client(world().database.adminUrl)
    return admin
      .connect()
      .then(() => admin.query(sql, values))
      .finally(() => admin.end())
  }

  async function create(slug: string, key: string | undefined, caller?: Caller) {
    return world().requestAs(
      caller ?? (await world().superadmin()),
      'POST',
      '/tenants',
      {
        body: { name: `Tenant ${slug}`, slug, placement },
        headers: key === undefined ? {} : { 'idempotency-key': key },
      },
      undefined,
    )
  }

  async function countOf(slug: string): Promise<number> {
    const { rows } = await asAdmin('select count(*)::int as n from core.tenants where slug = $1', [slug])
    return rows[0].n
  }

  async function isKept(key: string): Promise<boolean> {
    return ((await asAdmin('select from core.idempotency_keys where key = $1', [key])).rowCount ?? 0) > 0
  }

  /** The keyed creation as the edge does it, with something on the way. */
  function createKeyed(slug: string, key: string, actorId: string, onTheWay: (scope: Work) => Promise<void>) {
    const actor = { kind: 'user', id: actorId } as const
    const call = { key, requestHash: requestHash('POST', '/tenants', { slug }), tenant: undefined, actor }
    return performOnce(world().platform.tenancy, call, async (scope) => {
      const made = await createTenant(scope as SystemScope, { name: slug, slug, placement })
      await scope.first(platformAnswers.find, { actor_id: actorId, key })
      await onTheWay(scope)
      return { status: 201, headers: {}, body: JSON.stringify(made) }
    })
  }

  test('a repeated creation of a tenant is answered as the first, to the byte', async () => {
    const key = newId()
    const first = await create('again', key)
    const second = await create('again', key)
    assert.equal(first.statusCode, 201, first.body)
    assert.deepEqual([second.statusCode, second.body], [201, first.body])
    assert.deepEqual(
      [first, second].map(({ headers }) => headers['idempotent-replayed']),
      [undefined, 'true'],
    )
    assert.equal(second.headers.location, first.headers.location)
    assert.equal(second.headers.etag, first.headers.etag)
    assert.equal((await create('again', undefined)).json().code, 'tenant.slug_taken')
  })

  test('many calls at once make one tenant', async () => {
    const [key, caller] = [newId(), await world().superadmin()]
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('at-once', key, caller)))
    const made = answers.filter(({ statusCode }) => statusCode === 201)
    assert.equal(made.filter(({ headers }) => headers['idempotent-replayed'] === undefined).length, 1)
    assert.equal(new Set(made.map(({ body }) => body)).size, 1)
    for (const answer of answers) if (!made.includes(answer)) assert.equal(answer.json().code, 'idempotency.in_flight')
    assert.equal(await countOf('at-once'), 1)
  })

  test('while a creation is under way its key is refused, and replayed once it has ended', async () => {
    const [key, { userId }] = [newId(), await world().superadmin()]
    let met: unknown
    await createKeyed('under-way', key, userId, async () => {
      met = await createKeyed('under-way', key, userId, async () => {}).catch((error) => error)
    })
    assert.ok(met instanceof Refusal)
    assert.deepEqual([met.code, met.headers], ['idempotency.in_flight', { 'retry-after': '1' }])
    assert.equal((await createKeyed('under-way', key, userId, async () => {})).isReplay, true)
  })

  test('a key used for another body is refused', async () => {
    const key = newId()
    await create('first-body', key)
    const refused = await create('second-body', key)
    assert.deepEqual([refused.statusCode, refused.json().code], [422, 'idempotency.key_reused'])
    assert.equal(await countOf('second-body'), 0)
  })

  test('a key belongs to the operator who sent it', async () => {
    const key = newId()
    await create('mine', key)
    const other = await create('others', key, await world().superadmin('other-operator@example.com'))
    assert.deepEqual([other.statusCode, other.headers['idempotent-replayed']], [201, undefined])
    assert.equal((await create('mine', key)).headers['idempotent-replayed'], 'true')
  })

  test('a creation that fails or is cut off keeps neither tenant nor answer, and can be repeated', async () => {
    const { userId } = await world().superadmin()
    const endings: Record<string, (scope: Work) => Promise<void>> = {
      failed: async () => {
        throw new Error('crash')
      },
      killed: async (scope) => {
        await asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and state = 'idle in transaction'`)
        await scope.first(platformAnswers.find, { actor_id: userId, key: 'any' })
      },
    }
    for (const [slug, ending] of Object.entries(endings)) {
      const key = newId()
      await assert.rejects(createKeyed(slug, key, userId, ending))
      assert.deepEqual([await countOf(slug), await isKept(key)], [0, false], slug)
      assert.equal((await createKeyed(slug, key, userId, async () => {})).isReplay, false)
      assert.deepEqual([await countOf(slug), await isKept(key)], [1, true], slug)
    }
  })

  test('a domain given twice with one key is given once', async () => {
    const [caller, key] = [await world().superadmin(), newId()]
    const give = (domain: string) =>
      world().requestAs(
        caller,
        'POST',
        `/tenants/${world().tenant.id}/domains`,
        { body: { domain }, headers: { 'idempotency-key': key } },
        undefined,
      )
    const first = await give('keyed.example')
    const second = await give('keyed.example')
    assert.deepEqual([first.statusCode, second.statusCode, second.body], [201, 201, first.body])
    assert.equal(second.headers['idempotent-replayed'], 'true')
    assert.equal((await give('other.example')).json().code, 'idempotency.key_reused')
  })
})

const world = worldIn('shared')

test('no tenant’s role reads, writes or claims the platform’s keys', async () => {
  const attempts = [
    'select from core.idempotency_keys',
    'delete from core.idempotency_keys',
    `select core.claim_idempotency_key('${newId()}', 'any')`,
  ]
  for (const role of ['app', 'reader'] as const) {
    const client = new pg.Client(world().database.urls[role])
    await client.connect()
    const codes: unknown[] = []
    for (const sql of attempts) codes.push(await client.query(sql).catch(({ code }) => code))
    await client.end()
    // 42501: permission denied; 25006: the reader's transactions write nothing anyway.
    assert.deepEqual(codes, ['42501', role === 'app' ? '42501' : '25006', '42501'], role)
  }
})

test('the API document names the header where something is created, and not where somebody logs in', async () => {
  const { paths } = (await world().platform.app.inject({ url: '/api/v1/openapi.json' })).json()
  const keyed = Object.entries<Record<string, { operationId: string; parameters?: { $ref?: string }[] }>>(paths)
    .flatMap(([, operations]) => Object.values(operations))
    .filter(({ parameters }) => parameters?.some(({ $ref }) => $ref?.endsWith('/idempotency_key')))
    .map(({ operationId }) => operationId)
  for (const operation of ['tenants.create', 'tenant_domains.create', 'products.create']) {
    assert.ok(keyed.includes(operation), operation)
  }
  assert.deepEqual(
    keyed.filter((operation) => operation.startsWith('auth.')),
    [],
  )
})
