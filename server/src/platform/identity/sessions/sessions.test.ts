import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#platform/contract'
import { createWorld, type World } from '#testing'
import { ensureMember, type IssuedTokens } from '../index.ts'

const system = { actor: { kind: 'system' }, mode: 'write' } as const

describe('sessions', () => {
  let world: World
  let passedMs = 0
  before(async () => {
    world = await createWorld('shared', { clock: () => new Date(Date.now() + passedMs) })
  })
  after(() => world.close())

  async function logIn(userId?: string): Promise<IssuedTokens> {
    return world.platform.identity.openSession(userId ?? (await newMember()))
  }

  async function newMember(): Promise<string> {
    const member = { tenant_id: world.tenant.id, email: `${newId()}@example.com`, name: 'Ada', role: 'viewer' } as const
    return (await world.platform.tenancy.system(system, (scope) => ensureMember(scope, member))).id
  }

  function refresh(refresh_token: string) {
    return world.platform.app.inject({ method: 'POST', url: '/api/v1/auth/refresh', payload: { refresh_token } })
  }

  function call(tokens: IssuedTokens, method: 'GET' | 'POST' | 'DELETE', path: string) {
    return world.requestAs({ userId: tokens.user.id, token: tokens.access_token }, method, path, {}, undefined)
  }

  test('a refresh gives the next tokens of the same session', async () => {
    const first = await logIn()
    const second = (await refresh(first.refresh_token)).json()
    const third = (await refresh(second.refresh_token)).json()
    assert.notEqual(second.refresh_token, first.refresh_token)
    assert.notEqual(third.refresh_token, second.refresh_token)
    assert.deepEqual(third.user, first.user)
    const listed = (await call(third, 'GET', '/auth/sessions')).json()
    assert.equal(listed.paging.total, 1)
    assert.equal(listed.results[0].is_current, true)
  })

  test('a refresh token used before ends its session, the newest tokens included, and no other session', async () => {
    const user = await newMember()
    const [stolen, elsewhere] = [await logIn(user), await logIn(user)]
    const second = (await refresh(stolen.refresh_token)).json()
    const third = (await refresh(second.refresh_token)).json()
    passedMs += 1
    const reused = await refresh(stolen.refresh_token)
    assert.equal(reused.statusCode, 401)
    assert.equal(reused.json().code, 'identity.refresh_token_reused')
    assert.equal((await refresh(third.refresh_token)).json().code, 'identity.invalid_refresh_token')
    assert.equal((await call(third, 'GET', '/auth/me')).json().code, 'identity.session_revoked')
    assert.equal((await call(elsewhere, 'GET', '/auth/me')).statusCode, 200)
    assert.equal((await refresh(elsewhere.refresh_token)).statusCode, 200)
  })

  test('of refreshes with one token at the same time one is served, and the session goes on', async () => {
    for (let round = 0; round < 5; round++) {
      const tokens = await logIn()
      const answers = await Promise.all(Array.from({ length: 4 }, () => refresh(tokens.refresh_token)))
      assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [200, 409, 409, 409])
      const served = answers.find((answer) => answer.statusCode === 200)!.json()
      assert.equal((await refresh(served.refresh_token)).statusCode, 200)
    }
  })

  test('what is no refresh token of ours is refused and ends nothing', async () => {
    const tokens = await logIn()
    const bytes = Buffer.from(tokens.refresh_token.slice('stoa_rt_'.length), 'base64url')
    bytes[bytes.length - 1]! ^= 1
    const forged = `stoa_rt_${bytes.toString('base64url')}`
    for (const token of [forged, tokens.access_token.slice(0, 200), '', 'stoa_rt_']) {
      assert.equal((await refresh(token)).json().code, 'identity.invalid_refresh_token', token)
    }
    assert.equal((await refresh(tokens.refresh_token)).statusCode, 200)
  })

  test('logging out ends the session: neither of its tokens is good any more', async () => {
    const tokens = await logIn()
    assert.equal((await call(tokens, 'POST', '/auth/logout')).statusCode, 204)
    assert.equal((await call(tokens, 'GET', '/auth/me')).json().code, 'identity.session_revoked')
    assert.equal((await refresh(tokens.refresh_token)).statusCode, 401)
  })

  test('a session is ended from another of the same person', async () => {
    const user = await newMember()
    const [here, there] = [await logIn(user), await logIn(user)]
    const { results } = (await call(here, 'GET', '/auth/sessions')).json()
    const other = results.find((session: { is_current: boolean }) => !session.is_current)
    assert.equal(results.length, 2)
    assert.equal((await call(here, 'DELETE', `/auth/sessions/${other.id}`)).statusCode, 204)
    assert.equal((await call(there, 'GET', '/auth/me')).statusCode, 401)
    assert.equal((await call(here, 'GET', '/auth/sessions')).json().paging.total, 1)
    assert.equal((await call(here, 'DELETE', `/auth/sessions/${other.id}`)).statusCode, 404)
  })

  test("somebody else's session is not there", async () => {
    const [mine, theirs] = [await logIn(), await logIn()]
    const [session] = (await call(theirs, 'GET', '/auth/sessions')).json().results
    assert.equal((await call(mine, 'DELETE', `/auth/sessions/${session.id}`)).statusCode, 404)
    assert.equal((await call(theirs, 'GET', '/auth/me')).statusCode, 200)
  })
})
