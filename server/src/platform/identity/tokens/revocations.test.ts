import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import pino from 'pino'
import { type ActingUser, newId, type Role } from '#platform/contract'
import { type Caller, createWorld, testSecret, type World } from '#testing'
import { assemble, type Platform } from '../../../assemble.ts'
import { ensureMember } from '../index.ts'
import { identityChannel } from './notices.ts'
import { Revocations } from './revocations.ts'

const system = { actor: { kind: 'system' }, mode: 'write' } as const

describe('revocation on two processes', () => {
  let world: World
  /** A second process on the same database, as far as anything in memory goes. */
  let elsewhere: Platform
  before(async () => {
    world = await createWorld('shared')
    elsewhere = await assemble({
      urls: world.database.urls,
      secretKey: testSecret,
      log: pino({ level: 'silent' }),
    })
  })
  after(async () => {
    await elsewhere.close()
    await world.close()
  })

  function ask(platform: Platform, { token }: Caller) {
    const headers = { authorization: `Bearer ${token}` }
    return platform.app.inject({ url: '/api/v1/auth/me', headers })
  }

  /** The code each process refuses the token with, and how long it took to get there. */
  async function refusals(caller: Caller): Promise<{ codes: string[]; withinMs: number }> {
    const begun = performance.now()
    for (;;) {
      const answers = await Promise.all([ask(world.platform, caller), ask(elsewhere, caller)])
      const withinMs = performance.now() - begun
      if (answers.every((answer) => answer.statusCode === 401) || withinMs > 2_000) {
        return { codes: answers.map((answer) => answer.json().code), withinMs }
      }
      await wait(5)
    }
  }

  async function assertRefusedEverywhere(caller: Caller, code: string): Promise<void> {
    const { codes, withinMs } = await refusals(caller)
    assert.deepEqual(codes, [code, code])
    assert.ok(withinMs < 1_000, `took ${withinMs} ms`)
  }

  /** A process that has just read what the person was before the invitation refuses the token until it reads again. */
  async function untilOpened(caller: Caller): Promise<void> {
    for (;;) {
      const answer = await world.requestAs(caller, 'GET', '/products', {}, world.neighbour)
      if (answer.statusCode === 200) return
      assert.equal(answer.json().code, 'identity.token_stale')
      await wait(5)
    }
  }

  async function isWelcomeEverywhere(caller: Caller): Promise<boolean> {
    const answers = await Promise.all([ask(world.platform, caller), ask(elsewhere, caller)])
    return answers.every((answer) => answer.statusCode === 200)
  }

  /** The newest token of the caller, as a refresh would give it. */
  async function renewed(caller: Caller): Promise<Caller> {
    const { access_token } = await elsewhere.identity.openSession(caller.userId)
    return { ...caller, token: access_token }
  }

  test('a token in both caches is refused by both within a second of logging out on one', async () => {
    const caller = await world.newCaller('viewer')
    assert.equal(await isWelcomeEverywhere(caller), true)
    assert.equal((await world.requestAs(caller, 'POST', '/auth/logout', {}, undefined)).statusCode, 204)
    await assertRefusedEverywhere(caller, 'identity.session_revoked')
  })

  const changes: [name: string, change: (userId: string) => Promise<{ statusCode: number }>][] = [
    ['a new role', (id) => world.request('owner', 'PATCH', `/users/${id}`, { body: { role: 'admin' } })],
    [
      'a disabled membership',
      (id) => world.request('owner', 'PATCH', `/users/${id}`, { body: { status: 'disabled' } }),
    ],
    ['a removed user', (id) => world.request('owner', 'DELETE', `/users/${id}`)],
  ]
  for (const [name, change] of changes) {
    test(`${name} makes tokens stale everywhere, and a refresh tells what is true now`, async () => {
      const caller = await world.newCaller('operator')
      assert.equal(await isWelcomeEverywhere(caller), true)
      assert.ok((await change(caller.userId)).statusCode < 300)
      await assertRefusedEverywhere(caller, 'identity.token_stale')
      assert.equal(await isWelcomeEverywhere(await renewed(caller)), true)
    })
  }

  test('being made a user of a further tenant ends no token, and the next one opens it', async () => {
    const invited = await world.newCaller('viewer')
    await joinNeighbour(invited.userId, 'viewer')
    const opening = await renewed(invited)
    await untilOpened(opening)
    // What comes after the invitation was heard means that the invitation was.
    await changeAtNeighbour(invited.userId, 'operator')
    await assertRefusedEverywhere(opening, 'identity.token_stale')
    assert.equal(await isWelcomeEverywhere(invited), true)
  })

  test('what tenants make of a superadmin ends none of their tokens', async () => {
    const superadmin = await world.superadmin()
    await joinNeighbour(superadmin.userId, 'viewer')
    const [since, witness] = [await renewed(superadmin), await world.newCaller('operator')]
    await changeAtNeighbour(superadmin.userId, 'operator')
    await world.request('owner', 'DELETE', `/users/${witness.userId}`)
    await assertRefusedEverywhere(witness, 'identity.token_stale')
    assert.deepEqual([await isWelcomeEverywhere(superadmin), await isWelcomeEverywhere(since)], [true, true])
  })

  test('a new name changes nothing of what a token says', async () => {
    const caller = await world.newCaller('viewer')
    await world.request('owner', 'PATCH', `/users/${caller.userId}`, { body: { name: 'Grace' } })
    await wait(100)
    assert.equal(await isWelcomeEverywhere(caller), true)
  })

  test('two processes never both exchange one refresh token', async () => {
    const { userId } = await world.newCaller('viewer')
    for (let round = 0; round < 5; round++) {
      const { refresh_token } = await elsewhere.identity.openSession(userId)
      const request = { method: 'POST', url: '/api/v1/auth/refresh', payload: { refresh_token } } as const
      const answers = await Promise.all([world.platform, elsewhere].map((platform) => platform.app.inject(request)))
      assert.equal(answers.filter((answer) => answer.statusCode === 200).length, 1)
    }
  })

  test('a forged notice ends nothing, and a malformed one harms nothing', async () => {
    const caller = await world.newCaller('viewer')
    const known = await world.platform.identity.authenticate(caller.token, { ip: '127.0.0.1' })
    const { sessionId } = known as ActingUser
    const client = new pg.Client({ connectionString: world.database.urls.app })
    await client.connect()
    const notices = [`session:${sessionId}`, `user:${caller.userId}`, `user:${newId()}`, 'user:1', 'x', '', ':']
    for (const notice of notices) await client.query(`select pg_notify('stoa_identity', $1)`, [notice])
    await client.end()
    await wait(100)
    assert.equal(await isWelcomeEverywhere(caller), true)
  })

  async function actingOf({ token }: Caller): Promise<ActingUser> {
    return (await world.platform.identity.authenticate(token, { ip: '127.0.0.1' })) as ActingUser
  }

  test('300,000 forged notices are not kept, and a real one among them counts', async () => {
    const [caller, changed] = [await world.newCaller('viewer'), await world.newCaller('operator')]
    const [loggedOut, demoted] = [await actingOf(caller), await actingOf(changed)]
    const heard = new Revocations(world.platform.tenancy, () => new Date(), assert.fail)
    const everybody = [world.platform, elsewhere].map(({ identity }) => identity.channels[identityChannel]!)
    let mostHeld = 0
    const flood = (count: number) => {
      for (let sent = 0; sent < count; sent++) {
        const notice = `${['user', 'session', 'human_session'][sent % 3]}:${newId()}`
        for (const hear of everybody) hear(notice)
        heard.hear(notice)
        mostHeld = Math.max(mostHeld, heard.count)
      }
    }
    flood(100_000)
    assert.equal((await world.requestAs(caller, 'POST', '/auth/logout', {}, undefined)).statusCode, 204)
    const path = `/users/${changed.userId}`
    assert.equal((await world.request('owner', 'PATCH', path, { body: { role: 'viewer' } })).statusCode, 200)
    heard.hear(`session:${loggedOut.sessionId}`)
    heard.hear(`user:${changed.userId}`)
    flood(200_000)
    await Promise.all([
      assertRefusedEverywhere(caller, 'identity.session_revoked'),
      assertRefusedEverywhere(changed, 'identity.token_stale'),
    ])
    await heard.reload()
    assert.throws(() => heard.check(loggedOut), { code: 'identity.session_revoked' })
    assert.throws(() => heard.check(demoted), { code: 'identity.token_stale' })
    assert.ok(mostHeld <= 11_000, `held ${mostHeld}`)
    assert.ok(heard.count < 1_000, `still holds ${heard.count}`)
    await heard.close()
  })

  test('notices about ids that never were leave nothing behind, however few they are', async () => {
    const heard = new Revocations(world.platform.tenancy, () => new Date(), assert.fail)
    const invented = Array.from({ length: 300 }, newId)
    for (const id of invented) heard.hear(`user:${id}`)
    await heard.reload()
    assert.ok(invented.every((id) => heard.changeOf(id) === undefined))
    await heard.close()
  })

  test('when much is held, what did not change lately is forgotten and what did is not', async () => {
    const callers = await Promise.all(Array.from({ length: 6 }, () => world.newCaller('operator')))
    const [changed, ...unchanged] = callers
    assert.equal((await world.request('owner', 'DELETE', `/users/${changed!.userId}`)).statusCode, 204)
    const admin = new pg.Client({ connectionString: world.database.adminUrl })
    await admin.connect()
    for (const table of ['core.users', 'core.memberships']) {
      const id = table === 'core.users' ? 'id' : 'user_id'
      await admin.query(`update ${table} set updated_at = now() - interval '1 day' where ${id} <> $1`, [
        changed!.userId,
      ])
    }
    await admin.end()
    let laterMs = 0
    const heard = new Revocations(world.platform.tenancy, () => new Date(Date.now() + laterMs), assert.fail, 3)
    for (const { userId } of callers) heard.hear(`user:${userId}`)
    await heard.reload()
    laterMs = 1_000
    await heard.reload()
    for (const { userId } of unchanged) assert.equal(heard.changeOf(userId), undefined)
    assert.equal(heard.changeOf(changed!.userId)?.person?.memberships[world.tenant.id], undefined)
    assert.ok(heard.changeOf(changed!.userId))
    await heard.close()
  })

  test('what happened while a process did not listen is known to it when it listens again, and to one that starts', async () => {
    const [loggedOut, demoted] = [await world.newCaller('viewer'), await world.newCaller('operator')]
    const admin = new pg.Client({ connectionString: world.database.adminUrl })
    await admin.connect()
    // Told to nobody: as if every notice had been lost.
    await admin.query(`update core.sessions set revoked_at = now(), revoked_because = 'revoked' where user_id = $1`, [
      loggedOut.userId,
    ])
    await admin.query(`update core.memberships set role = 'viewer', updated_at = now() where user_id = $1`, [
      demoted.userId,
    ])
    assert.equal(await isWelcomeEverywhere(loggedOut), true)
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tenancy listener'`,
    )
    await assertRefusedEverywhere(loggedOut, 'identity.session_revoked')
    await assertRefusedEverywhere(demoted, 'identity.token_stale')
    await admin.end()
  })

  test('while no notices come, the database is asked instead', async () => {
    const caller = await world.newCaller('viewer')
    await Promise.all([world.platform.identity.watched(false), elsewhere.identity.watched(false)])
    const admin = new pg.Client({ connectionString: world.database.adminUrl })
    await admin.connect()
    await admin.query(`update core.sessions set revoked_at = now(), revoked_because = 'revoked' where user_id = $1`, [
      caller.userId,
    ])
    await assertRefusedEverywhere(caller, 'identity.session_revoked')
    await Promise.all([world.platform.identity.watched(true), elsewhere.identity.watched(true)])
    await admin.end()
  })

  async function changeAtNeighbour(userId: string, role: Role): Promise<void> {
    const changed = await world.neighbourRequest('owner', 'PATCH', `/users/${userId}`, { body: { role } })
    assert.equal(changed.statusCode, 200, changed.body)
  }

  async function joinNeighbour(userId: string, role: Role): Promise<void> {
    const admin = new pg.Client({ connectionString: world.database.adminUrl })
    await admin.connect()
    const { rows } = await admin.query('select email from core.users where id = $1', [userId])
    await admin.end()
    const member = { tenant_id: world.neighbour.id, email: rows[0].email, name: 'Ada', role }
    await world.platform.tenancy.system(system, (scope) => ensureMember(scope, member))
  }
})
