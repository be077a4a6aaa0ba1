import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Doors, Scope, SystemScope, Tenant, Work } from '@stoa/tenancy'
import pg from 'pg'
import { newId } from '#platform/contract'
import { forEachPlacement, testSecret, worldIn } from '#testing'
import { createIdentity, type Mail } from '../index.ts'

const baseDomain = 'stoa.example'

forEachPlacement((placement) => {
  let now = new Date()
  const world = worldIn(placement, { baseDomains: [baseDomain], clock: () => now })

  function newEmail(): string {
    return `${newId()}@example.com`
  }

  function newAddress(): string {
    return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`
  }

  /** A call as anybody who came to the tenant's own host makes it. */
  function post(path: string, payload: object, tenant = world().tenant, remoteAddress = newAddress()) {
    const headers = { host: `${tenant.subdomain}.${baseDomain}` }
    return world().platform.app.inject({
      method: 'POST',
      url: `/api/v1/auth/human/${path}`,
      payload,
      headers,
      remoteAddress,
    })
  }

  /** Whoever it is that the token speaks for. */
  const asToken = (token: string) => ({ userId: '', token })

  const mailsTo = (email: string) => world().platform.mailbox!.mailsTo(email)
  const newestCode = (email: string) => /\d{6}/.exec(mailsTo(email)[0]!.text)![0]
  const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

  async function codeFor(email: string, tenant = world().tenant): Promise<string> {
    assert.equal((await post('login', { email }, tenant)).statusCode, 202)
    return newestCode(email)
  }

  async function logIn(email: string, tenant = world().tenant) {
    const answer = await post('verify', { email, code: await codeFor(email, tenant) }, tenant)
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json()
  }

  async function humansWith(email: string) {
    return (await world().request('owner', 'GET', '/humans', { query: { email } })).json().results
  }

  async function made(email: string): Promise<string> {
    const answer = await world().request('owner', 'POST', '/humans', { body: { email } })
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json().id
  }

  async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
    const admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    try {
      return await work(admin)
    } finally {
      await admin.end()
    }
  }

  test('somebody unknown becomes a human by the right code, and by nothing before it', async () => {
    const email = newEmail()
    const code = await codeFor(email)
    assert.equal((await post('verify', { email, code: otherThan(code) })).json().code, 'identity.code_refused')
    assert.deepEqual(await humansWith(email), [])
    const verified = await post('verify', { email: email.toUpperCase(), code })
    assert.equal(verified.statusCode, 200, verified.body)
    const { access_token: token, token_type, expires_in, human } = verified.json()
    assert.deepEqual([token_type, expires_in, human.email, human.name], ['Bearer', 900, email, null])
    const me = await world().requestAs(asToken(token), 'GET', '/auth/human/me')
    assert.deepEqual([me.statusCode, me.json().id, me.json().email], [200, human.id, email])
    assert.deepEqual(
      (await humansWith(email)).map((one: { id: string; created_by: null }) => [one.id, one.created_by]),
      [[human.id, null]],
    )
  })

  test('the mail is in the name of the tenant', async () => {
    const email = newEmail()
    await codeFor(email)
    const { subject, text, senderName } = mailsTo(email)[0]!
    const { name } = world().tenant
    assert.equal(senderName, name)
    assert.ok(subject.includes(name) && text.includes(name))
  })

  test('one address in two tenants is two humans, each with a code of their own', async () => {
    const email = newEmail()
    const ours = await codeFor(email)
    let theirs = await codeFor(email, world().neighbour)
    while (theirs === ours) theirs = await codeFor(email, world().neighbour)
    assert.equal((await post('verify', { email, code: ours }, world().neighbour)).statusCode, 401)
    const here = (await post('verify', { email, code: ours })).json()
    const there = (await post('verify', { email, code: theirs }, world().neighbour)).json()
    assert.ok(here.human.id && there.human.id)
    assert.notEqual(here.human.id, there.human.id)
    const asked = await world().requestAs(asToken(here.access_token), 'GET', '/auth/human/me', {}, world().neighbour)
    assert.equal(asked.statusCode, 403)
    assert.equal((await post('refresh', { refresh_token: here.refresh_token }, world().neighbour)).statusCode, 401)
    assert.equal((await post('refresh', { refresh_token: here.refresh_token })).statusCode, 200)
  })

  test('known, unknown, blocked and deleted get one answer from one and the same statements', async () => {
    const [known, unknown, blocked, deleted] = [newEmail(), newEmail(), newEmail(), newEmail()]
    await made(known)
    const block = { body: { status: 'blocked' } }
    assert.equal((await world().request('owner', 'PATCH', `/humans/${await made(blocked)}`, block)).statusCode, 200)
    assert.equal((await world().request('owner', 'DELETE', `/humans/${await made(deleted)}`)).statusCode, 204)

    const seen = []
    for (const email of [known, unknown, blocked, deleted]) {
      const asked = await post('login', { email })
      const refused = await post('verify', { email, code: '000000' })
      seen.push([told(asked), told(refused), await statementsOf(email)])
    }
    for (const one of seen) assert.deepEqual(one, seen[0])
    assert.deepEqual(
      [known, unknown, blocked, deleted].map((email) => mailsTo(email).length),
      [1, 1, 0, 0],
    )
  })

  /** Everything of an answer that could tell one address from another. */
  function told(answer: Awaited<ReturnType<typeof post>>) {
    const { date: _, 'x-request-id': __, ...headers } = answer.headers
    const { instance: ___, ...body } = answer.json()
    return { status: answer.statusCode, headers, body }
  }

  /** The names of the statements that asking for a code and trying a wrong one take. */
  async function statementsOf(email: string): Promise<string[]> {
    const names: string[] = []
    const doors = listening(world().platform.tenancy, names)
    const sendMail = async (_: Mail) => {}
    const identity = createIdentity({ doors, secretKey: testSecret, sendMail, clock: () => now })
    for (const [operation, body] of [
      ['human_auth.login', { email }],
      ['human_auth.verify', { email, code: '000000' }],
    ] as const) {
      const { handle } = identity.routes.find((route) => route.operation === operation)!
      const options = { actor: { kind: 'anonymous' }, mode: 'write' } as const
      await doors
        .scope(world().tenant, options, (scope) => handle({ scope, body, address: newAddress() }))
        .catch((error) => names.push(error.code))
    }
    await identity.close()
    return names
  }

  /** The same doors, which tell which statements go through them. */
  function listening(doors: Doors, names: string[]): Doors {
    const heard = <Heard extends Work>(work: Heard) =>
      new Proxy(work, {
        get(target, property) {
          const value = Reflect.get(target, property)
          if (typeof value !== 'function') return value
          return (...args: unknown[]) => {
            const [statement] = args as [{ name?: string }]
            if (statement.name) names.push(statement.name)
            return value.apply(target, args)
          }
        },
      })
    return {
      scope: (tenant, options, body) => doors.scope(tenant, options, (scope) => body(heard<Scope>(scope))),
      system: (options, body) => doors.system(options, (scope) => body(heard<SystemScope>(scope))),
    }
  }

  test('a human who was blocked or deleted since is refused with the code they have', async () => {
    for (const [method, body] of [['PATCH', { status: 'blocked' }], ['DELETE']] as const) {
      const email = newEmail()
      const id = await made(email)
      const code = await codeFor(email)
      assert.ok((await world().request('owner', method, `/humans/${id}`, body && { body })).statusCode < 300)
      assert.equal((await post('verify', { email, code })).json().code, 'identity.code_refused')
      const { rows } = await asAdmin((admin) =>
        admin.query(`select from ${world().tenant.schema}.human_sessions where human_id = $1`, [id]),
      )
      assert.deepEqual(rows, [], method)
    }
  })

  test('the right code opens one session of one human, however many try it at once', async () => {
    const email = newEmail()
    const code = await codeFor(email)
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('verify', { email, code })))
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [200, 401, 401, 401, 401])
    assert.equal((await humansWith(email)).length, 1)
  })

  test('a login finds the human whom somebody else is making at the same time, and makes no second', async () => {
    const email = newEmail()
    const code = await codeFor(email)
    const id = newId()
    await asAdmin(async (admin) => {
      await admin.query('begin')
      await admin.query(
        `insert into ${world().tenant.schema}.humans
           (tenant_id, id, email, status, version, created_at, updated_at) values ($1, $2, $3, 'active', 1, now(), now())`,
        [world().tenant.id, id, email],
      )
      const verified = post('verify', { email, code })
      await asAdmin(untilSomebodyWaits)
      await admin.query('commit')
      assert.deepEqual([(await verified).statusCode, (await verified).json().human?.id], [200, id])
    })
    assert.equal((await humansWith(email)).length, 1)
  })

  async function untilSomebodyWaits(admin: pg.Client): Promise<void> {
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while (!(await admin.query(waiting)).rowCount) await wait(5)
  }

  test('after five wrong codes the right one is refused, and of twenty at once five are looked at', async () => {
    const email = newEmail()
    const code = await codeFor(email)
    await Promise.all(Array.from({ length: 20 }, () => post('verify', { email, code: otherThan(code) })))
    const { rows } = await asAdmin((admin) =>
      admin.query('select attempts from core.login_codes where email = $1', [`${world().tenant.id} ${email}`]),
    )
    assert.deepEqual(rows, [{ attempts: 5 }])
    assert.equal((await post('verify', { email, code })).statusCode, 401)
    assert.deepEqual(await humansWith(email), [])
  })

  test('a code lives fifteen minutes, and a new one replaces it', async () => {
    const [early, late] = [newEmail(), newEmail()]
    const replaced = await codeFor(early)
    let newer = await codeFor(early)
    while (newer === replaced) newer = await codeFor(early)
    const asked = now
    const lateCode = await codeFor(late)
    assert.equal((await post('verify', { email: early, code: replaced })).statusCode, 401)
    now = new Date(asked.getTime() + 15 * 60_000 - 1)
    assert.equal((await post('verify', { email: early, code: newer })).statusCode, 200)
    now = new Date(asked.getTime() + 15 * 60_000)
    assert.equal((await post('verify', { email: late, code: lateCode })).statusCode, 401)
  })

  test('codes are limited per address and tenant, and per network across tenants, apart from those of users', async () => {
    const email = newEmail()
    const asked = await Promise.all(Array.from({ length: 7 }, () => post('login', { email })))
    assert.deepEqual(asked.map((answer) => answer.statusCode).sort(), [202, 202, 202, 202, 202, 429, 429])
    assert.equal((await post('login', { email }, world().neighbour)).statusCode, 202)
    const network = newAddress()
    const tenants = [world().tenant, world().neighbour]
    for (let count = 0; count < 30; count++) {
      assert.equal((await post('login', { email: newEmail() }, tenants[count % 2], network)).statusCode, 202)
    }
    assert.equal((await post('login', { email: newEmail() }, tenants[0], network)).statusCode, 429)
    const ofUser = await world().platform.app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { email: newEmail() },
      remoteAddress: network,
    })
    assert.equal(ofUser.statusCode, 202)
    const trier = newAddress()
    const tries = await Promise.all(
      Array.from({ length: 63 }, () => post('verify', { email: newEmail(), code: '000000' }, tenants[0], trier)),
    )
    assert.equal(tries.filter((answer) => answer.statusCode === 429).length, 3)
  })

  test('where no tenant is, or none that is named by its host alone, nobody logs in', async () => {
    const nowhere = { ...world().tenant, subdomain: 'nowhere' } as Tenant
    assert.equal((await post('login', { email: newEmail() }, nowhere)).statusCode, 404)
    const byHeader = await world().platform.app.inject({
      method: 'POST',
      url: '/api/v1/auth/human/login',
      payload: { email: newEmail() },
      headers: { 'x-tenant-id': world().tenant.id },
    })
    assert.equal(byHeader.statusCode, 401)
  })

  test('neither codes nor refresh tokens can be read from the database', async () => {
    const email = newEmail()
    const code = await codeFor(email)
    const { refresh_token } = await logIn(email)
    const stored = await asAdmin(async (admin) => [
      (await admin.query('select * from core.login_codes')).rows,
      (await admin.query(`select * from ${world().tenant.schema}.human_sessions`)).rows,
    ])
    assert.equal(JSON.stringify(stored[0]).includes(code), false)
    assert.equal(JSON.stringify(stored[1]).includes(refresh_token.slice(-20)), false)
  })
})
