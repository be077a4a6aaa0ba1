import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import pino from 'pino'
import { newId, type Role } from '#platform/contract'
import { type Caller, createWorld, forEachPlacement, type Method, testSecret, type World, worldIn } from '#testing'
import { assemble, type Platform } from '../../../assemble.ts'
import { ensureMember } from '../index.ts'

const system = { actor: { kind: 'system' }, mode: 'write' } as const
const reason = 'Ticket 4711'

function call(world: World, caller: Pick<Caller, 'token'>, method: Method, path: string, body?: object) {
  return world.requestAs({ userId: '', ...caller }, method, path, body ? { body } : {}, undefined)
}

function begin(world: World, operator: Caller, wanted: object) {
  return call(world, operator, 'POST', '/impersonations', { tenant_id: world.tenant.id, reason, ...wanted })
}

/** Somebody with this role in the tenant, and an operator who acts as them. */
async function acting(world: World, role: Role) {
  const operator = await world.superadmin(`${newId()}@example.com`)
  const user = await world.newCaller(role)
  const begun = await begin(world, operator, { user_id: user.userId })
  assert.equal(begun.statusCode, 201, begun.body)
  const { id, access_token } = begun.json()
  return { operator, user, id: id as string, token: access_token as string, answer: begun }
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
}

forEachPlacement((placement) => {
  const world = worldIn(placement)

  test('an operator who acts as a user does what they may in that tenant, in their name', async () => {
    const { token, user, operator } = await acting(world(), 'owner')
    const body = { title: 'Mug', type: 'physical', price_amount_minor: 100, currency: 'EUR' }
    const made = await world().requestAs({ userId: '', token }, 'POST', '/products', { body })
    assert.equal(made.statusCode, 201, made.body)
    assert.equal(made.json().created_by, user.userId)
    const { sub, act, superadmin, memberships } = claimsOf(token)
    assert.deepEqual([sub, superadmin, memberships], [user.userId, false, { [world().tenant.id]: 'owner' }])
    assert.deepEqual(act, { sub: operator.userId, sid: claimsOf(operator.token).sid })
  })

  test('neither who acts nor the user is told what the other was answered under the same Idempotency-Key', async () => {
    const { token, user, operator } = await acting(world(), 'owner')
    const again = (await begin(world(), operator, { user_id: user.userId })).json()
    const headers = { 'idempotency-key': newId() }
    const create = async (caller: Pick<Caller, 'token'>) => {
      const body = { title: 'Mug', type: 'physical', price_amount_minor: 100, currency: 'EUR' }
      const made = await world().requestAs({ userId: '', ...caller }, 'POST', '/products', { body, headers })
      assert.equal(made.statusCode, 201, made.body)
      assert.equal(made.json().created_by, user.userId)
      return { id: made.json().id, isReplay: made.headers['idempotent-replayed'] === 'true' }
    }
    const callers = [user, { token }, { token: again.access_token }]
    const made = [await create(user), await create({ token }), await create({ token: again.access_token })]
    assert.equal(new Set(made.map(({ id }) => id)).size, 3)
    for (const [index, caller] of callers.entries()) {
      assert.deepEqual(await create(caller), { id: made[index]!.id, isReplay: true })
    }
  })

  test('their rights are those of the role, and in that tenant alone', async () => {
    const { token, user } = await acting(world(), 'viewer')
    const member = {
      tenant_id: world().neighbour.id,
      email: `${newId()}@example.com`,
      name: 'Ada',
      role: 'owner',
    } as const
    await world().platform.tenancy.system(system, (scope) => ensureMember(scope, member))
    const caller = { userId: user.userId, token }
    assert.equal((await world().requestAs(caller, 'GET', '/products')).statusCode, 200)
    const written = await world().requestAs(caller, 'POST', '/products', { body: {} })
    assert.equal(written.json().code, 'access.not_permitted')
    const there = await world().requestAs(caller, 'GET', '/products', {}, world().neighbour)
    assert.equal(there.json().code, 'access.not_a_member')
  })

  test('a tenant the user works for as well stays closed', async () => {
    const operator = await world().superadmin()
    const email = `${newId()}@example.com`
    const [{ id: user_id }] = await Promise.all(
      [world().tenant, world().neighbour].map(({ id: tenant_id }) =>
        world().platform.tenancy.system(system, (scope) =>
          ensureMember(scope, { tenant_id, email, name: 'Ada', role: 'owner' }),
        ),
      ) as [Promise<{ id: string }>],
    )
    const { access_token: token } = (await begin(world(), operator, { user_id })).json()
    const there = await world().requestAs({ userId: '', token }, 'GET', '/products', {}, world().neighbour)
    assert.equal(there.json().code, 'access.not_a_member')
    const { tenants } = (await call(world(), { token }, 'GET', '/auth/me')).json()
    assert.deepEqual(
      tenants.map(({ id }: { id: string }) => id),
      [world().tenant.id],
    )
  })
})

describe('impersonation', () => {
  let world: World
  /** A second process on the same database, as far as anything in memory goes. */
  let elsewhere: Platform
  let database: pg.Pool
  const lines: string[] = []
  before(async () => {
    world = await createWorld('shared')
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
    elsewhere = await assemble({ urls: world.database.urls, secretKey: testSecret, log })
    database = new pg.Pool({ connectionString: world.database.adminUrl, max: 2 })
  })
  after(async () => {
    await database.end()
    await elsewhere.close()
    await world.close()
  })

  /** How long until both processes refuse the token, and with which code. */
  async function assertEnded(token: string, code = 'identity.session_revoked'): Promise<void> {
    const begun = performance.now()
    for (;;) {
      const request = { url: '/api/v1/auth/me', headers: { authorization: `Bearer ${token}` } }
      const answers = await Promise.all([world.platform, elsewhere].map(({ app }) => app.inject(request)))
      if (answers.every((answer) => answer.statusCode === 401)) {
        return assert.deepEqual(
          answers.map((answer) => answer.json().code),
          [code, code],
        )
      }
      assert.ok(performance.now() - begun < 1_000, 'still let in after a second')
      await wait(5)
    }
  }

  test('it lasts 15 minutes, and nothing renews it or keeps its token', async () => {
    const { answer, token } = await acting(world, 'owner')
    const { expires_in, expires_at, created_at, refresh_token } = answer.json()
    assert.deepEqual([expires_in, refresh_token], [900, undefined])
    assert.equal(Date.parse(expires_at) - Date.parse(created_at), 900_000)
    const { iat, exp } = claimsOf(token) as { iat: number; exp: number }
    assert.equal(exp - iat, 900)
    assert.equal(answer.headers['cache-control'], 'no-store')
  })

  test('what was begun is found where Location says', async () => {
    const { answer, operator, id } = await acting(world, 'viewer')
    const path = String(answer.headers.location).replace('/api/v1', '')
    assert.equal((await call(world, operator, 'GET', path)).json().id, id)
    assert.equal((await call(world, operator, 'GET', `/impersonations/${newId()}`)).statusCode, 404)
  })

  test('who I am says who acts as me', async () => {
    const { token, user, operator } = await acting(world, 'operator')
    const me = (await call(world, { token }, 'GET', '/auth/me')).json()
    assert.deepEqual([me.id, me.is_superadmin, me.impersonated_by.id], [user.userId, false, operator.userId])
    assert.equal((await call(world, user, 'GET', '/auth/me')).json().impersonated_by, null)
  })

  // What belongs to the user themselves or to an operator, what hands out a secret, and what would outlive the minutes.
  const closed: [Method, string][] = [
    ['POST', '/impersonations'],
    ['GET', '/impersonations'],
    ['DELETE', `/impersonations/${newId()}`],
    ['GET', '/auth/sessions'],
    ['DELETE', `/auth/sessions/${newId()}`],
    ['POST', '/auth/logout'],
    ['GET', '/tenants'],
    ['POST', '/api-keys'],
    ['PATCH', `/api-keys/${newId()}`],
    ['POST', `/api-keys/${newId()}/rotation`],
    ['DELETE', `/api-keys/${newId()}`],
    ['POST', '/database-logins'],
    ['PUT', `/database-logins/${newId()}/password`],
    ['DELETE', `/database-logins/${newId()}`],
    ['POST', '/users'],
    ['PATCH', `/users/${newId()}`],
    ['DELETE', `/users/${newId()}`],
  ]
  for (const [method, path] of closed) {
    test(`${method} ${path.replace(/[0-9a-f-]{36}/, '{id}')} is closed to whoever acts as somebody else`, async () => {
      const { token } = await acting(world, 'owner')
      const answer = await world.requestAs({ userId: '', token }, method, path, method === 'POST' ? { body: {} } : {})
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'access.impersonating'])
    })
  }

  test('every route about the user alone, or that says a secret once, is closed unless it says otherwise', () => {
    const open = world.platform.identity.routes.filter(
      ({ door, isForImpersonators }) => door === 'user' && isForImpersonators,
    )
    assert.deepEqual(
      open.map(({ operation }) => operation),
      ['auth.me'],
    )
  })

  test('the user is not disturbed, and does not see a session of theirs', async () => {
    const { user, operator, id } = await acting(world, 'owner')
    const { results } = (await call(world, user, 'GET', '/auth/sessions')).json()
    assert.equal(results.length, 1)
    assert.equal((await call(world, operator, 'DELETE', `/impersonations/${id}`)).statusCode, 204)
    assert.equal((await call(world, user, 'GET', '/auth/me')).statusCode, 200)
    assert.equal((await call(world, operator, 'GET', '/auth/me')).statusCode, 200)
  })

  test('ended by any operator, it is over everywhere within a second', async () => {
    const { token, id } = await acting(world, 'owner')
    const colleague = await world.superadmin('colleague@example.com')
    const endings = await Promise.all([1, 2, 3].map(() => call(world, colleague, 'DELETE', `/impersonations/${id}`)))
    assert.deepEqual(endings.map(({ statusCode }) => statusCode).sort(), [204, 404, 404])
    await assertEnded(token)
  })

  test('a process that missed the notice learns of the end when it reads again', async () => {
    const { token, id } = await acting(world, 'owner')
    await database.query('update core.impersonations set ended_at = now() where id = $1', [id])
    assert.equal((await call(world, { token }, 'GET', '/auth/me')).statusCode, 200)
    await Promise.all([world.platform.identity.watched(true), elsewhere.identity.watched(true)])
    await assertEnded(token)
  })

  test('it ends with the session in which it was begun', async () => {
    const { token, operator } = await acting(world, 'owner')
    assert.equal((await call(world, operator, 'POST', '/auth/logout')).statusCode, 204)
    await assertEnded(token)
  })

  async function changeUser(id: string, change: string): Promise<void> {
    await database.query(`update core.users set ${change}, updated_at = now() where id = $1`, [id])
    await database.query(`select pg_notify('stoa_identity', 'user:' || $1::text)`, [id])
  }

  test('it ends when who acts is no operator any more, or disabled', async () => {
    for (const change of ['is_superadmin = false', `status = 'disabled'`]) {
      const { token, operator } = await acting(world, 'owner')
      await changeUser(operator.userId, change)
      await assertEnded(token)
    }
  })

  test('it ends when the user becomes an operator', async () => {
    const { token, user } = await acting(world, 'owner')
    await changeUser(user.userId, 'is_superadmin = true')
    await assertEnded(token)
  })

  test('a role the user loses is lost to who acts as them', async () => {
    const { token, user } = await acting(world, 'operator')
    const changed = await world.request('owner', 'PATCH', `/users/${user.userId}`, { body: { role: 'viewer' } })
    assert.equal(changed.statusCode, 200)
    await assertEnded(token, 'identity.token_stale')
  })

  test('nobody acts as an operator, as a stranger to the tenant, as who was removed, or without a reason', async () => {
    const operator = await world.superadmin()
    const other = await world.superadmin('other@example.com')
    const member = { tenant_id: world.tenant.id, email: 'other@example.com', name: 'Other', role: 'owner' } as const
    await world.platform.tenancy.system(system, (scope) => ensureMember(scope, member))
    const [removed, disabled, user] = await Promise.all([1, 2, 3].map(() => world.newCaller('viewer')))
    await world.request('owner', 'DELETE', `/users/${removed!.userId}`)
    await changeUser(disabled!.userId, `status = 'disabled'`)
    const refused: [object, string][] = [
      [{ user_id: other.userId }, '403 impersonation.superadmin'],
      [{ user_id: operator.userId }, '403 impersonation.superadmin'],
      [{ user_id: newId() }, '409 impersonation.not_a_member'],
      [{ user_id: removed!.userId }, '409 impersonation.not_a_member'],
      [{ user_id: disabled!.userId }, '409 impersonation.not_a_member'],
      [{ user_id: user!.userId, tenant_id: world.neighbour.id }, '409 impersonation.not_a_member'],
      [{ user_id: user!.userId, tenant_id: newId() }, '409 impersonation.not_a_member'],
      [{ user_id: user!.userId, reason: '' }, '422 request.invalid'],
      [{ user_id: user!.userId, reason: 'x'.repeat(501) }, '422 request.invalid'],
      [{ user_id: user!.userId, minutes: 600 }, '422 request.invalid'],
    ]
    for (const [wanted, code] of refused) {
      const answer = await begin(world, operator, wanted)
      assert.equal(`${answer.statusCode} ${answer.json().code}`, code, JSON.stringify(wanted))
    }
  })

  test('only an operator of the platform may', async () => {
    const owner = await world.caller('owner')
    const { userId } = await world.newCaller('viewer')
    assert.equal((await begin(world, owner, { user_id: userId })).json().code, 'access.superadmin_only')
    assert.equal((await call(world, owner, 'GET', '/impersonations')).json().code, 'access.superadmin_only')
  })

  test('who acted as whom, where and why is listed, also when it is over', async () => {
    const { operator, user, id } = await acting(world, 'viewer')
    await call(world, operator, 'DELETE', `/impersonations/${id}`)
    const filters = [`user_id=${user.userId}`, `impersonator_id=${operator.userId}`]
    for (const filter of filters) {
      const { results } = (await call(world, operator, 'GET', `/impersonations?${filter}`)).json()
      assert.equal(results.length, 1)
      const [{ created_at, expires_at, ended_at, address, ...listed }] = results
      assert.deepEqual(listed, {
        id,
        tenant_id: world.tenant.id,
        user_id: user.userId,
        impersonator_id: operator.userId,
        reason,
      })
      assert.ok(created_at <= ended_at && ended_at < expires_at)
      assert.equal(address, '127.0.0.1')
    }
    const one = await call(world, operator, 'GET', `/impersonations/${id}`)
    assert.deepEqual([one.json().user_id, one.json().access_token], [user.userId, undefined])
    const there = await call(world, operator, 'GET', `/impersonations?tenant_id=${world.neighbour.id}`)
    assert.equal(there.json().paging.total, 0)
  })

  test('a try to reach beyond the tenant is told of with who really made it', async () => {
    const { token, user, operator } = await acting(world, 'owner')
    lines.length = 0
    const headers = { authorization: `Bearer ${token}`, 'x-tenant-id': world.neighbour.id }
    await elsewhere.app.inject({ url: '/api/v1/products', headers })
    const [event] = lines.map((line) => JSON.parse(line).security)
    assert.deepEqual(
      [event.code, event.callerId, event.impersonatorId],
      ['access.not_a_member', user.userId, operator.userId],
    )
  })

  test('beginning and ending are security events, and no token is in the log', async () => {
    lines.length = 0
    const operator = await world.superadmin()
    const user = await world.newCaller('viewer')
    const headers = { authorization: `Bearer ${operator.token}` }
    const payload = { user_id: user.userId, tenant_id: world.tenant.id, reason }
    const begun = await elsewhere.app.inject({ method: 'POST', url: '/api/v1/impersonations', headers, payload })
    const { id, access_token } = begun.json()
    await elsewhere.app.inject({ method: 'DELETE', url: `/api/v1/impersonations/${id}`, headers })
    const events = lines.map((line) => JSON.parse(line).security).filter((event) => event?.impersonationId === id)
    const who = {
      impersonationId: id,
      impersonatorId: operator.userId,
      userId: user.userId,
      tenantId: world.tenant.id,
      address: '127.0.0.1',
    }
    assert.deepEqual(events, [
      { code: 'identity.impersonation_begun', ...who },
      { code: 'identity.impersonation_ended', ...who },
    ])
    assert.ok(!lines.join().includes(access_token))
  })
})
