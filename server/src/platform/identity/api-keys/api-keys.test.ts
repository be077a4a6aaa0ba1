import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { forEachPlacement, type Method, type RequestOptions, worldIn } from '#testing'

const product = { title: 'Linen shirt', price_amount_minor: 7900, currency: 'EUR' }

forEachPlacement((placement) => {
  let now = new Date('2026-11-21T09:30:00.000Z')
  const world = worldIn(placement, { clock: () => now, baseDomains: ['shops.example'] })
  let count = 0

  async function make(fields: object = {}, role: 'owner' | 'admin' = 'owner') {
    const body = { kind: 'secret', name: `key ${++count}`, scopes: ['products.*'], ...fields }
    return world().requestAs(await world().newCaller(role), 'POST', '/api-keys', { body })
  }

  async function made(fields: object = {}): Promise<{ id: string; key: string }> {
    const answer = await make(fields)
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json()
  }

  async function manage(method: Method, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return world().requestAs(await world().newCaller('admin'), method, `/api-keys${path}`, { body, headers })
  }

  function call(key: string, method: Method = 'GET', path = '/products', options: RequestOptions = {}) {
    const headers = { authorization: `Bearer ${key}`, ...options.headers }
    const url = `/api/v1${path}`
    return world().platform.app.inject({ method, url, headers, ...(options.body ? { payload: options.body } : {}) })
  }

  async function codeOf(answer: ReturnType<typeof call>): Promise<string | number> {
    const { statusCode, body } = await answer
    return statusCode < 300 ? statusCode : JSON.parse(body).code
  }

  test('a key is shown once; what is read, listed and kept does not hold it', async () => {
    const answer = await make({ allowed_addresses: ['::ffff:10.0.0.0/104', '10.0.0.0/8'], metadata: { for: 'books' } })
    const { key, ...rest } = answer.json()
    assert.match(key, /^stoa_sk_[0-9a-f]{80}$/)
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.deepEqual(rest.allowed_addresses, ['10.0.0.0/8'])
    const read = await manage('GET', `/${rest.id}`)
    assert.deepEqual(read.json(), rest)
    const listed = await manage('GET', '?limit=200')
    const row = listed.json().results.find(({ id }: { id: string }) => id === rest.id)
    assert.deepEqual(row, rest)
    const admin = new pg.Client({ connectionString: world().database.adminUrl })
    await admin.connect()
    const { rows } = await admin.query('select secret_hash, api_keys::text as all from core.api_keys where id = $1', [
      rest.id,
    ])
    await admin.end()
    assert.equal(rows[0].secret_hash.length, 32)
    assert.doesNotMatch(rows[0].all, new RegExp(key.slice(40, 80)))
  })

  test('a key does what its scopes name in its own tenant, without naming it, and nothing else anywhere', async () => {
    const { id, key } = await made({ scopes: ['products.list', 'products.create', 'seller_profiles.*'] })
    const created = await call(key, 'POST', '/products', { body: product })
    assert.equal(created.statusCode, 201, created.body)
    assert.equal(created.json().created_by, id)
    const found = await world().request('owner', 'GET', `/products/${created.json().id}`)
    assert.equal(found.statusCode, 200)
    const cases: [Method, string, string | number][] = [
      ['GET', '/products', 200],
      ['GET', '/seller-profiles', 200],
      ['GET', `/products/${created.json().id}`, 'access.not_permitted'],
      ['DELETE', `/products/${created.json().id}`, 'access.not_permitted'],
      ['GET', '/orders', 'access.not_permitted'],
      ['GET', '/users', 'access.caller_not_admitted'],
      ['GET', '/api-keys', 'access.caller_not_admitted'],
      ['POST', '/api-keys', 'access.caller_not_admitted'],
      ['GET', '/auth/me', 'access.caller_not_admitted'],
      ['GET', '/tenants', 'access.caller_not_admitted'],
    ]
    for (const [method, path, expected] of cases) assert.equal(await codeOf(call(key, method, path)), expected, path)
  })

  test('a key that names another tenant is refused there, however it names it', async () => {
    const { key } = await made()
    const { neighbour } = world()
    for (const headers of [{ 'x-tenant-id': neighbour.id }, { host: `${neighbour.subdomain}.shops.example` }]) {
      assert.equal(await codeOf(call(key, 'GET', '/products', { headers })), 'access.not_a_member')
    }
    assert.equal(await codeOf(call(key, 'GET', `/tenants/${neighbour.slug}/products`)), 'access.not_a_member')
    assert.equal(await codeOf(call(key, 'GET', '/products', { headers: { 'x-tenant-id': world().tenant.slug } })), 200)
  })

  test('another tenant’s key is not there, whatever is asked of it', async () => {
    const { id, key } = await made()
    for (const [method, path, body] of [
      ['GET', id],
      ['PATCH', id, { name: 'mine' }],
      ['POST', `${id}/rotation`, { overlap_seconds: 0 }],
      ['DELETE', id],
    ] as const) {
      const caller = await world().newCaller('owner', world().neighbour)
      const answer = await world().requestAs(caller, method, `/api-keys/${path}`, { body }, world().neighbour)
      assert.equal(answer.statusCode, 404, `${method} ${path}`)
    }
    assert.equal(await codeOf(call(key)), 200)
  })

  test('only owners and admins have anything to do with keys', async () => {
    for (const role of ['operator', 'viewer', 'seller', 'check_in_controller'] as const) {
      const caller = await world().newCaller(role)
      const body = { kind: 'publishable', name: role }
      for (const [method, options] of [
        ['GET', {}],
        ['POST', { body }],
      ] as const) {
        const answer = await world().requestAs(caller, method, '/api-keys', options)
        assert.equal(answer.json().code, 'access.not_permitted', role)
      }
    }
  })

  test('what a key cannot be is refused, with every fault named', async () => {
    const cases: [object, string[]][] = [
      [{ scopes: [] }, ['/body/scopes']],
      [{ kind: 'publishable' }, ['/body/scopes']],
      [
        { scopes: ['orders.list', 'order.list', 'users.list', 'api_keys.*'] },
        ['/body/scopes/1', '/body/scopes/2', '/body/scopes/3'],
      ],
      [{ scopes: ['*'] }, ['/body/scopes/0']],
      [{ allowed_addresses: ['10.0.0.0/8', '10.0.0.0/64'] }, ['/body/allowed_addresses/1']],
      [{ expires_at: '2026-11-21T09:29:59Z' }, ['/body/expires_at']],
    ]
    for (const [fields, paths] of cases) {
      const answer = await make(fields)
      assert.equal(answer.statusCode, 422, answer.body)
      assert.deepEqual(
        answer.json().errors.map(({ path }: { path: string }) => path),
        paths,
      )
    }
  })

  test('a name is one key in use, and free again when the key was revoked', async () => {
    const { id } = await made({ name: 'Accounting' })
    assert.equal((await make({ name: 'accounting' })).json().code, 'api_key.name_taken')
    assert.equal((await manage('DELETE', `/${id}`)).statusCode, 204)
    assert.equal((await make({ name: 'accounting' })).statusCode, 201)
  })

  test('a key ends when it expires, and lives again when that is moved', async () => {
    const { id, key } = await made({ expires_at: '2026-11-21T11:30:00+01:00' })
    now = new Date('2026-11-21T10:29:59.999Z')
    assert.equal(await codeOf(call(key)), 200)
    now = new Date('2026-11-21T10:30:00.000Z')
    assert.equal(await codeOf(call(key)), 'api_key.expired')
    assert.equal((await manage('PATCH', `/${id}`, { expires_at: null })).statusCode, 200)
    await untilCode(key, 200)
  })

  test('the key of before is taken beside its next until the chosen moment, and no third one', async () => {
    const { id, key } = await made()
    const rotate = async (overlap_seconds: number) =>
      (await manage('POST', `/${id}/rotation`, { overlap_seconds })).json()
    const second = await rotate(3600)
    assert.equal(second.previous_until, new Date(now.getTime() + 3_600_000).toISOString())
    await untilCode(second.key, 200)
    assert.deepEqual([await codeOf(call(key)), await codeOf(call(second.key))], [200, 200])
    now = new Date(now.getTime() + 3_600_000)
    assert.deepEqual([await codeOf(call(key)), await codeOf(call(second.key))], ['api_key.expired', 200])
    const third = await rotate(7 * 24 * 3600)
    await untilCode(third.key, 200)
    assert.deepEqual([await codeOf(call(key)), await codeOf(call(second.key))], ['api_key.invalid', 200])
    const fourth = await rotate(0)
    await untilCode(fourth.key, 200)
    assert.deepEqual(
      [await codeOf(call(second.key)), await codeOf(call(third.key))],
      ['api_key.invalid', 'api_key.expired'],
    )
    const tooLong = await manage('POST', `/${id}/rotation`, { overlap_seconds: 7 * 24 * 3600 + 1 })
    assert.equal(tooLong.statusCode, 422)
  })

  test('a key is rotated by the id it has, and no secret is made that nothing takes', async () => {
    const { id, key } = await made()
    const answer = await manage('POST', `/${id.toUpperCase()}/rotation`, { overlap_seconds: 0 })
    assert.deepEqual([answer.statusCode, answer.json().code], [422, 'request.invalid'])
    assert.equal(await codeOf(call(key)), 200)
  })

  test('of two who rotate the version they have read, one makes the next secret', async () => {
    const { id } = await made()
    const headers = { 'if-match': '"1"' }
    const rotations = [1, 2].map(() => manage('POST', `/${id}/rotation`, { overlap_seconds: 60 }, headers))
    const statuses = (await Promise.all(rotations)).map(({ statusCode }) => statusCode)
    assert.deepEqual(statuses.sort(), [200, 412])
  })

  test('scopes taken from a key are gone, and a revoked key stays known and cannot be changed', async () => {
    const { id, key } = await made()
    assert.equal(await codeOf(call(key)), 200)
    assert.equal((await manage('PATCH', `/${id}`, { scopes: ['orders.list'] })).statusCode, 200)
    await untilCode(key, 'access.not_permitted')
    assert.equal((await manage('DELETE', `/${id}`)).statusCode, 204)
    await untilCode(key, 'api_key.revoked')
    assert.equal((await manage('GET', `/${id}`)).json().revoked_at, now.toISOString())
    for (const [method, path, body] of [
      ['PATCH', id, { name: 'again' }],
      ['POST', `${id}/rotation`, { overlap_seconds: 0 }],
      ['DELETE', id],
    ] as const) {
      assert.equal((await manage(method, `/${path}`, body)).json().code, 'api_key.ended')
    }
    const revoked = await manage('GET', '?is_revoked=true&limit=200')
    assert.ok(revoked.json().results.some((listed: { id: string }) => listed.id === id))
  })

  test('a key stays when who made it goes', async () => {
    const maker = await world().newCaller('admin')
    const body = { kind: 'secret', name: 'stays', scopes: ['products.list'] }
    const { id, key } = (await world().requestAs(maker, 'POST', '/api-keys', { body })).json()
    const remover = await world().newCaller('owner')
    assert.equal((await world().requestAs(remover, 'DELETE', `/users/${maker.userId}`)).statusCode, 204)
    assert.equal(await codeOf(call(key)), 200)
    const listed = await manage('GET', `?created_by=${maker.userId}`)
    assert.deepEqual(
      listed.json().results.map((row: { id: string }) => row.id),
      [id],
    )
  })

  test('what a key reads, it reads as the role that cannot write', async () => {
    const { key } = await made()
    const { adminUrl, urls } = world().database
    const grant = `select on ${world().tenant.schema}.products`
    const reader = new URL(urls.reader).username
    const admin = new pg.Client({ connectionString: adminUrl })
    await admin.connect()
    await admin.query(`revoke ${grant} from ${reader}`)
    assert.equal((await call(key)).statusCode, 500)
    assert.equal((await world().requestAs(await world().newCaller('owner'), 'GET', '/products')).statusCode, 200)
    await admin.query(`grant ${grant} to ${reader}`)
    await admin.end()
    assert.equal((await call(key)).statusCode, 200)
  })

  test('there is nothing open to keys that the role they read as cannot read', async () => {
    const paths = (await world().platform.app.inject('/api/v1/openapi.json')).json().paths as Record<
      string,
      { get?: { operationId: string; security: object[] } }
    >
    const open = Object.entries(paths).filter(([, { get }]) => get?.security.some((way) => 'secret_key' in way))
    const { key } = await made({ scopes: open.map(([, { get }]) => get!.operationId) })
    assert.ok(open.length > 5)
    for (const [path] of open) {
      const answer = await call(key, 'GET', path.replaceAll(/\{[^}]+\}/g, '0199c0de-7a1b-7c3d-8e4f-0000deadbeef'))
      assert.ok([200, 404].includes(answer.statusCode), `${path}: ${answer.body}`)
    }
  })

  test('an idempotency key belongs to the key that sent it', async () => {
    const [one, other] = [await made(), await made()]
    const headers = { 'idempotency-key': 'import-1' }
    const send = async ({ key }: { key: string }) => call(key, 'POST', '/products', { body: product, headers })
    const first = await send(one)
    const replay = await send(one)
    assert.equal(replay.headers['idempotent-replayed'], 'true')
    assert.equal(replay.json().id, first.json().id)
    assert.notEqual((await send(other)).json().id, first.json().id)
  })

  test('the moment of the last use is noted, and is no change of the key', async () => {
    const { id, key } = await made()
    const { etag } = (await manage('GET', `/${id}`)).headers
    now = new Date(now.getTime() + 60_000)
    await call(key)
    await world().platform.identity.noteLastUses()
    const { last_used_at, version } = (await manage('GET', `/${id}`)).json()
    assert.deepEqual([last_used_at, version], [now.toISOString(), 1])
    const asked = await manage('GET', `/${id}`, undefined, { 'if-none-match': String(etag) })
    assert.deepEqual([asked.statusCode, asked.headers.etag], [200, etag], 'what the caller knows is not what is there')
  })

  /** The process hears of a change a moment after its commit. */
  async function untilCode(key: string, expected: string | number): Promise<void> {
    const deadline = performance.now() + 1_000
    for (let code = await codeOf(call(key)); code !== expected; code = await codeOf(call(key))) {
      assert.ok(performance.now() < deadline, `still ${code} after a second`)
      await wait(5)
    }
  }
})
