import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { newId } from '#platform/contract'
import { type Caller, createWorld, type World } from '#testing'
import { ensureMember } from '../index.ts'

const system = { actor: { kind: 'system' }, mode: 'write' } as const

describe('login by code', () => {
  let world: World
  let database: pg.Pool
  let now = new Date()
  const clock = () => now
  before(async () => {
    world = await createWorld('shared', { clock })
    database = new pg.Pool({ connectionString: world.database.adminUrl, max: 2 })
  })
  after(async () => {
    await database.end()
    await world.close()
  })

  /** A member nobody else in this file asks about. */
  async function newMember(): Promise<{ id: string; email: string }> {
    const email = `${newId()}@example.com`
    const member = { tenant_id: world.tenant.id, email, name: 'Ada', role: 'viewer' } as const
    const { id } = await world.platform.tenancy.system(system, (scope) => ensureMember(scope, member))
    return { id, email }
  }

  function post(path: string, payload: object, remoteAddress = newAddress()) {
    return world.platform.app.inject({ method: 'POST', url: `/api/v1/auth/${path}`, payload, remoteAddress })
  }

  function newAddress(): string {
    return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`
  }

  async function codeFor(email: string): Promise<string> {
    const asked = await post('login', { email })
    assert.equal(asked.statusCode, 202)
    return newestCode(email)
  }

  function newestCode(email: string): string {
    return /\d{6}/.exec(world.platform.mailbox!.mailsTo(email)[0]!.text)![0]
  }

  function otherThan(code: string): string {
    return String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  }

  test('the mailed code opens a session that says who one is and where', async () => {
    const { id, email } = await newMember()
    const verified = await post('verify', { email: email.toUpperCase(), code: await codeFor(email) })
    assert.equal(verified.statusCode, 200)
    const { access_token, token_type, expires_in, user } = verified.json()
    assert.deepEqual([token_type, expires_in], ['Bearer', 900])
    assert.deepEqual(user, {
      id,
      email,
      name: 'Ada',
      is_superadmin: false,
      memberships: { [world.tenant.id]: 'viewer' },
    })
    const me = await world.requestAs({ userId: id, token: access_token }, 'GET', '/auth/me', {}, undefined)
    assert.equal(me.statusCode, 200)
    assert.deepEqual(
      me.json().tenants.map((tenant: { slug: string; role: string }) => [tenant.slug, tenant.role]),
      [['acme', 'viewer']],
    )
  })

  test('an unknown address gets the same answer, no mail, and the same refusal of every code', async () => {
    const { email } = await newMember()
    const stranger = `${newId()}@example.com`
    const [known, unknown] = [await post('login', { email }), await post('login', { email: stranger })]
    assert.equal(unknown.statusCode, known.statusCode)
    assert.equal(unknown.body, known.body)
    assert.deepEqual(Object.keys(unknown.headers).sort(), Object.keys(known.headers).sort())
    assert.equal(world.platform.mailbox!.mailsTo(email).length, 1)
    assert.equal(world.platform.mailbox!.mailsTo(stranger).length, 0)
    for (let attempt = 0; attempt < 7; attempt++) {
      const wrong = otherThan(newestCode(email))
      const [refused, same] = [
        await post('verify', { email, code: wrong }),
        await post('verify', { email: stranger, code: wrong }),
      ]
      assert.equal(refused.statusCode, 401)
      assert.equal(same.statusCode, 401)
      const { instance: _, ...problem } = refused.json()
      const { instance: __, ...sameProblem } = same.json()
      assert.deepEqual(sameProblem, problem)
    }
  })

  test('a refused attempt stays spent: after five wrong codes the right one is refused', async () => {
    const { email } = await newMember()
    const code = await codeFor(email)
    for (let attempt = 0; attempt < 5; attempt++) {
      assert.equal((await post('verify', { email, code: otherThan(code) })).statusCode, 401)
    }
    assert.equal((await post('verify', { email, code })).json().code, 'identity.code_refused')
  })

  test('of twenty wrong codes at once exactly five are looked at', async () => {
    const { email } = await newMember()
    const code = await codeFor(email)
    await Promise.all(Array.from({ length: 20 }, () => post('verify', { email, code: otherThan(code) })))
    const { rows } = await database.query('select attempts from core.login_codes where email = $1', [email])
    assert.deepEqual(rows, [{ attempts: 5 }])
    assert.equal((await post('verify', { email, code })).statusCode, 401)
  })

  test('four wrong codes at once leave the fifth attempt', async () => {
    const { email } = await newMember()
    const code = await codeFor(email)
    await Promise.all(Array.from({ length: 4 }, () => post('verify', { email, code: otherThan(code) })))
    assert.equal((await post('verify', { email, code })).statusCode, 200)
  })

  test('the right code opens one session, however many try it at once', async () => {
    const { id, email } = await newMember()
    const code = await codeFor(email)
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('verify', { email, code })))
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [200, 401, 401, 401, 401])
    assert.equal((await post('verify', { email, code })).statusCode, 401)
    const { rows } = await database.query('select count(*)::int from core.sessions where user_id = $1', [id])
    assert.deepEqual(rows, [{ count: 1 }])
  })

  test('a new code replaces the one before', async () => {
    const { email } = await newMember()
    const first = await codeFor(email)
    let second = await codeFor(email)
    if (second === first) second = await codeFor(email)
    assert.equal((await post('verify', { email, code: first })).statusCode, 401)
    assert.equal((await post('verify', { email, code: second })).statusCode, 200)
  })

  test('a code lives fifteen minutes', async () => {
    const { email } = await newMember()
    const [early, late] = [await newMember(), { email }]
    const codes = [await codeFor(early.email), await codeFor(late.email)]
    const asked = now
    now = new Date(asked.getTime() + 15 * 60_000 - 1)
    assert.equal((await post('verify', { email: early.email, code: codes[0] })).statusCode, 200)
    now = new Date(asked.getTime() + 15 * 60_000)
    assert.equal((await post('verify', { email: late.email, code: codes[1] })).statusCode, 401)
  })

  test('a sixth code within fifteen minutes is refused, with the time to wait, whether anybody has the address', async () => {
    const { email } = await newMember()
    for (const address of [email, `${newId()}@example.com`]) {
      const asked = await Promise.all(Array.from({ length: 8 }, () => post('login', { email: address })))
      assert.deepEqual(asked.map((answer) => answer.statusCode).sort(), [202, 202, 202, 202, 202, 429, 429, 429])
      const refused = asked.find((answer) => answer.statusCode === 429)!
      assert.equal(refused.json().code, 'identity.too_many_attempts')
      assert.equal(refused.headers['retry-after'], '900')
    }
    now = new Date(now.getTime() + 15 * 60_000)
    assert.equal((await post('login', { email })).statusCode, 202)
  })

  test('one network cannot ask for codes, or try them, for everybody', async () => {
    const [asker, trier] = [newAddress(), newAddress()]
    for (let count = 0; count < 30; count++) {
      assert.equal((await post('login', { email: `${newId()}@example.com` }, asker)).statusCode, 202)
    }
    assert.equal((await post('login', { email: `${newId()}@example.com` }, asker)).statusCode, 429)
    const tries = await Promise.all(
      Array.from({ length: 65 }, () => post('verify', { email: `${newId()}@example.com`, code: '000000' }, trier)),
    )
    assert.equal(tries.filter((answer) => answer.statusCode === 429).length, 5)
  })

  test('a member of a suspended tenant logs in and is refused at its door', async () => {
    const { id, email } = await newMember()
    const superadmin = await world.superadmin()
    const suspension = `/tenants/${world.tenant.id}/suspension`
    assert.ok((await world.requestAs(superadmin, 'PUT', suspension, {}, undefined)).statusCode < 300)
    const verified = await post('verify', { email, code: await codeFor(email) })
    assert.equal(verified.statusCode, 200)
    const caller = { userId: id, token: verified.json().access_token }
    assert.equal((await world.requestAs(caller, 'GET', '/auth/me', {}, undefined)).statusCode, 200)
    await atTheDoor(caller, 403)
    assert.equal((await world.requestAs(superadmin, 'DELETE', suspension, {}, undefined)).statusCode, 200)
    await atTheDoor(caller, 200)
  })

  /** What the tenant's door answers, within the second that a change of the tenant takes to be known. */
  async function atTheDoor(caller: Caller, status: number): Promise<void> {
    const deadline = performance.now() + 1_000
    let answer = await world.requestAs(caller, 'GET', '/users')
    while (answer.statusCode !== status && performance.now() < deadline) {
      await wait(10)
      answer = await world.requestAs(caller, 'GET', '/users')
    }
    assert.equal(answer.statusCode, status)
  }

  test('a disabled person gets no code and cannot use one sent before', async () => {
    const { id, email } = await newMember()
    const code = await codeFor(email)
    await database.query(`update core.users set status = 'disabled' where id = $1`, [id])
    assert.equal((await post('verify', { email, code })).statusCode, 401)
    assert.equal((await post('login', { email })).statusCode, 202)
    assert.equal(world.platform.mailbox!.mailsTo(email).length, 1)
  })

  test('neither codes nor refresh tokens can be read from the database', async () => {
    const { email } = await newMember()
    const code = await codeFor(email)
    const stored = JSON.stringify(
      (await database.query('select * from core.login_codes where email = $1', [email])).rows,
    )
    assert.equal(stored.includes(code), false)
    const { refresh_token } = (await post('verify', { email, code })).json()
    const sessions = JSON.stringify((await database.query('select * from core.sessions', [])).rows)
    assert.equal(sessions.includes(refresh_token.slice(-20)), false)
  })

  test('what is over is swept by later logins', async () => {
    now = new Date(now.getTime() + 16 * 60_000)
    for (let count = 0; count < 12; count++) await post('login', { email: `${newId()}@example.com` })
    for (const left of ['login_codes where expires_at', 'login_limits where window_ends_at']) {
      const { rows } = await database.query(`select count(*)::int from core.${left} <= $1`, [now])
      assert.deepEqual(rows, [{ count: 0 }], left)
    }
  })

  test('the mailbox is read by address and says nothing of others', async () => {
    const { email } = await newMember()
    await codeFor(email)
    const read = await world.platform.app.inject({ url: '/dev/mailbox', query: { to: email } })
    assert.equal(read.statusCode, 200)
    assert.equal(read.json().results.length, 1)
    const other = await world.platform.app.inject({ url: '/dev/mailbox', query: { to: 'nobody@example.com' } })
    assert.deepEqual(other.json().results, [])
  })
})
