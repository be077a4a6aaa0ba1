import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import pino from 'pino'
import { forEachPlacement, type HumanCaller, testSecret, worldIn } from '#testing'
import { assemble, type Platform } from '../../../assemble.ts'

const baseDomain = 'stoa.example'

forEachPlacement((placement) => {
  let passedMs = 0
  const world = worldIn(placement, { baseDomains: [baseDomain], clock: () => new Date(Date.now() + passedMs) })

  function refresh(refresh_token: string, tenant = world().tenant) {
    const headers = { host: `${tenant.subdomain}.${baseDomain}` }
    const url = '/api/v1/auth/human/refresh'
    return world().platform.app.inject({ method: 'POST', url, payload: { refresh_token }, headers })
  }

  type Call = [method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object]

  /** As their own app calls: the token alone says whose shop it is. */
  function call(human: Pick<HumanCaller, 'token'>, ...[method, path, body]: Call) {
    const caller = { userId: '', token: human.token }
    return world().requestAs(caller, method, `/auth/human${path}`, body && { body }, undefined)
  }

  const isLoggedIn = async (human: Pick<HumanCaller, 'token'>) => (await call(human, 'GET', '/me')).statusCode === 200

  async function sessionAgain({ humanId }: HumanCaller) {
    const tokens = await world().platform.identity.openHumanSession(world().tenant, humanId)
    return { token: tokens.access_token, refreshToken: tokens.refresh_token }
  }

  test('a refresh gives the next tokens of the same session', async () => {
    const human = await world().newHuman()
    const second = (await refresh(human.refreshToken)).json()
    const third = (await refresh(second.refresh_token)).json()
    assert.equal(third.human.id, human.humanId)
    const listed = (await call({ token: third.access_token }, 'GET', '/sessions')).json()
    assert.equal(listed.paging.total, 1)
    assert.equal(listed.results[0].is_current, true)
  })

  test('a refresh token used before ends its session, the newest tokens included, and no other session', async () => {
    const stolen = await world().newHuman()
    const elsewhere = await sessionAgain(stolen)
    const second = (await refresh(stolen.refreshToken)).json()
    const third = (await refresh(second.refresh_token)).json()
    passedMs += 1
    const reused = await refresh(stolen.refreshToken)
    assert.deepEqual([reused.statusCode, reused.json().code], [401, 'identity.refresh_token_reused'])
    assert.equal((await refresh(third.refresh_token)).json().code, 'identity.invalid_refresh_token')
    const refused = await call({ token: third.access_token }, 'GET', '/me')
    assert.equal(refused.json().code, 'identity.session_revoked')
    assert.equal(await isLoggedIn(elsewhere), true)
    assert.equal((await refresh(elsewhere.refreshToken)).statusCode, 200)
  })

  test('of refreshes with one token at the same time one is served, and the session goes on', async () => {
    const { refreshToken } = await world().newHuman()
    const answers = await Promise.all(Array.from({ length: 4 }, () => refresh(refreshToken)))
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [200, 409, 409, 409])
    const served = answers.find((answer) => answer.statusCode === 200)!.json()
    assert.equal((await refresh(served.refresh_token)).statusCode, 200)
  })

  test('a refresh token of a user, or of a human of another tenant, is none', async () => {
    const { userId } = await world().newCaller('viewer')
    const ofUser = await world().platform.identity.openSession(userId)
    const ofNeighbour = await world().newHuman(world().neighbour)
    const human = await world().newHuman()
    for (const token of [ofUser.refresh_token, ofNeighbour.refreshToken, 'stoa_rt_', human.token.slice(0, 200)]) {
      assert.equal((await refresh(token)).json().code, 'identity.invalid_refresh_token')
    }
    const asUser = {
      method: 'POST',
      url: '/api/v1/auth/refresh',
      payload: { refresh_token: human.refreshToken },
    } as const
    assert.equal((await world().platform.app.inject(asUser)).json().code, 'identity.invalid_refresh_token')
    assert.equal((await refresh(ofNeighbour.refreshToken, world().neighbour)).statusCode, 200)
    assert.equal((await refresh(human.refreshToken)).statusCode, 200)
  })

  test('in a copy of the tenant, with the same sessions, nobody is logged in', async () => {
    const human = await world().newHuman()
    const [here, copy] = [world().tenant, world().neighbour]
    const admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    for (const table of ['humans', 'human_sessions']) {
      const columns = `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
        where table_schema = $1 and table_name = $2 and column_name <> 'tenant_id'`
      const { rows } = await admin.query(columns, [here.schema, table])
      const one = table === 'humans' ? 'id' : 'human_id'
      await admin.query(
        `insert into ${copy.schema}.${table} (tenant_id, ${rows[0].names})
         select $1, ${rows[0].names} from ${here.schema}.${table} where tenant_id = $2 and ${one} = $3`,
        [copy.id, here.id, human.humanId],
      )
    }
    await admin.end()
    assert.equal((await refresh(human.refreshToken, copy)).json().code, 'identity.invalid_refresh_token')
    assert.equal((await world().requestAs(human, 'GET', '/auth/human/me', {}, copy)).statusCode, 403)
    assert.equal((await refresh(human.refreshToken)).statusCode, 200)
  })

  test('logging out ends the session: neither of its tokens is good any more', async () => {
    const human = await world().newHuman()
    assert.equal((await call(human, 'POST', '/logout')).statusCode, 204)
    assert.equal((await call(human, 'GET', '/me')).json().code, 'identity.session_revoked')
    assert.equal((await refresh(human.refreshToken)).statusCode, 401)
  })

  test('a session is ended from another of the same human, and somebody else’s is not there', async () => {
    const [here, stranger] = [await world().newHuman(), await world().newHuman()]
    const there = await sessionAgain(here)
    const { results } = (await call(here, 'GET', '/sessions')).json()
    assert.equal(results.length, 2)
    const other = results.find((session: { is_current: boolean }) => !session.is_current)
    assert.equal((await call(stranger, 'DELETE', `/sessions/${other.id}`)).statusCode, 404)
    assert.equal((await call(here, 'DELETE', `/sessions/${other.id}`)).statusCode, 204)
    assert.equal(await isLoggedIn(there), false)
    assert.equal((await call(here, 'DELETE', `/sessions/${other.id}`)).statusCode, 404)
    assert.equal((await call(here, 'GET', '/sessions')).json().paging.total, 1)
  })

  test('humans read and change what they say of themselves, and see nothing that the tenant notes', async () => {
    const human = await world().newHuman()
    const notes = { body: { notes: 'Pays late.', tags: ['late'], metadata: { score: 1 } } }
    assert.equal((await world().request('owner', 'PATCH', `/humans/${human.humanId}`, notes)).statusCode, 200)
    const patched = await call(human, 'PATCH', '/me', {
      name: 'Grace',
      locale: 'en-us',
      time_zone: 'America/New_York',
      has_marketing_consent: true,
    })
    assert.equal(patched.statusCode, 200, patched.body)
    const { id, email, name, locale, has_marketing_consent } = patched.json()
    assert.deepEqual(
      [id, email, name, locale, has_marketing_consent],
      [human.humanId, human.email, 'Grace', 'en-US', true],
    )
    assert.deepEqual((await call(human, 'GET', '/me')).json(), patched.json())
    for (const hidden of ['Pays late.', 'late', 'score']) assert.equal(patched.body.includes(hidden), false)
    for (const fixed of [{ email: 'x@example.com' }, { phone: '+4930123456' }, { status: 'active' }, { tags: [] }]) {
      assert.equal((await call(human, 'PATCH', '/me', fixed)).statusCode, 422, JSON.stringify(fixed))
    }
    const seen = (await world().request('viewer', 'GET', `/humans/${human.humanId}`)).json()
    assert.deepEqual(
      [seen.marketing_consent_source, seen.updated_by, seen.notes],
      ['human', human.humanId, 'Pays late.'],
    )
  })

  test('a human’s token opens no door of users, and a user’s none of humans', async () => {
    const human = await world().newHuman()
    const owner = await world().caller('owner')
    const superadmin = await world().superadmin()
    for (const [method, path] of [
      ['GET', '/humans'],
      ['GET', '/users'],
      ['GET', '/auth/me'],
      ['GET', '/tenants'],
    ] as const) {
      assert.equal((await world().requestAs(human, method, path)).statusCode, 403, path)
    }
    for (const caller of [owner, superadmin]) {
      for (const path of ['/me', '/sessions']) {
        assert.equal((await world().requestAs(caller, 'GET', `/auth/human${path}`)).statusCode, 403, path)
      }
    }
  })

  test('a human is let into the one tenant they belong to, whichever is named', async () => {
    const human = await world().newHuman()
    assert.equal((await world().requestAs(human, 'GET', '/auth/human/me')).statusCode, 200)
    const elsewhere = await world().requestAs(human, 'GET', '/auth/human/me', {}, world().neighbour)
    assert.deepEqual([elsewhere.statusCode, elsewhere.json().code], [403, 'access.not_a_member'])
  })

  test('what ends on one process ends on another in under a second, and while no notices come', async () => {
    const elsewhere = await assemble({
      urls: world().database.urls,
      secretKey: testSecret,
      log: pino({ level: 'silent' }),
    })
    try {
      for (const isWatched of [true, false]) {
        await Promise.all([world().platform, elsewhere].map(({ identity }) => identity.watched(isWatched)))
        for (const [what, end] of endings) {
          const human = await world().newHuman()
          assert.deepEqual(await bothAnswer(elsewhere, human), [200, 200], what)
          assert.ok((await end(human)) < 300, what)
          const begun = performance.now()
          let answers = await bothAnswer(elsewhere, human)
          while (answers.some((status) => status === 200) && performance.now() - begun < 2_000) {
            await wait(5)
            answers = await bothAnswer(elsewhere, human)
          }
          assert.deepEqual(answers, [401, 401], what)
          assert.ok(performance.now() - begun < 1_000, what)
        }
      }
    } finally {
      await elsewhere.close()
      await world().platform.identity.watched(true)
    }
  })

  const endings: [what: string, end: (human: HumanCaller) => Promise<number>][] = [
    ['logging out', async (human) => (await call(human, 'POST', '/logout')).statusCode],
    ['blocking', async ({ humanId }) => (await change('PATCH', humanId, { status: 'blocked' })).statusCode],
    ['deleting', async ({ humanId }) => (await change('DELETE', humanId)).statusCode],
    [
      'reuse of a refresh token',
      async ({ refreshToken }) => {
        const { refresh_token } = (await refresh(refreshToken)).json()
        await refresh(refresh_token)
        passedMs += 1
        return (await refresh(refreshToken)).statusCode === 401 ? 200 : 500
      },
    ],
  ]

  function change(method: 'PATCH' | 'DELETE', id: string, body?: object) {
    return world().request('operator', method, `/humans/${id}`, body && { body })
  }

  function bothAnswer(elsewhere: Platform, { token }: HumanCaller): Promise<number[]> {
    const request = { url: '/api/v1/auth/human/me', headers: { authorization: `Bearer ${token}` } }
    // Read with a list of sessions, which asks nothing about the human: the door alone refuses.
    const sessions = { ...request, url: '/api/v1/auth/human/sessions' }
    return Promise.all([world().platform, elsewhere].map(async ({ app }) => (await app.inject(sessions)).statusCode))
  }

  test('what was under way when its human was blocked or deleted changes nothing', async () => {
    for (const [method, body] of [['PATCH', { status: 'blocked' }], ['DELETE']] as const) {
      const human = await world().newHuman()
      const admin = new pg.Client(world().database.adminUrl)
      await admin.connect()
      try {
        await admin.query('begin')
        await admin.query(`select from ${world().tenant.schema}.humans where id = $1 for update`, [human.humanId])
        const ended = change(method, human.humanId, body)
        await untilWaiting(1)
        const patched = call(human, 'PATCH', '/me', { name: 'Too late' })
        await untilWaiting(2)
        await admin.query('commit')
        assert.ok((await ended).statusCode < 300)
        assert.deepEqual([(await patched).statusCode, (await patched).json().code], [401, 'identity.session_revoked'])
      } finally {
        await admin.end()
      }
    }
  })

  /** Until so many wait for a lock. */
  async function untilWaiting(count: number): Promise<void> {
    const admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while ((await admin.query(waiting)).rowCount! < count) await wait(5)
    await admin.end()
  }

  test('a blocked human who is let in again logs in anew: what was ended stays ended', async () => {
    const human = await world().newHuman()
    for (const status of ['blocked', 'active']) {
      assert.equal((await change('PATCH', human.humanId, { status })).statusCode, 200)
    }
    assert.equal((await refresh(human.refreshToken)).statusCode, 401)
    assert.equal(await isLoggedIn(await sessionAgain(human)), true)
  })

  test('while their tenant is suspended its humans reach nothing, and afterwards are logged in as before', async () => {
    const human = await world().newHuman()
    const superadmin = await world().superadmin()
    const suspension = `/tenants/${world().tenant.id}/suspension`
    assert.equal((await world().requestAs(superadmin, 'PUT', suspension, {}, undefined)).statusCode, 200)
    assert.equal(await statusWithin(human, 403), 403)
    assert.equal((await refresh(human.refreshToken)).statusCode, 403)
    assert.equal((await world().requestAs(superadmin, 'DELETE', suspension, {}, undefined)).statusCode, 200)
    assert.equal(await statusWithin(human, 200), 200)
    assert.equal((await refresh(human.refreshToken)).statusCode, 200)
  })

  /** What the door answers within the second that a change of the tenant takes to be known. */
  async function statusWithin(human: HumanCaller, wanted: number): Promise<number> {
    const deadline = performance.now() + 1_000
    for (;;) {
      const { statusCode } = await call(human, 'GET', '/me')
      if (statusCode === wanted || performance.now() > deadline) return statusCode
      await wait(10)
    }
  }
})
