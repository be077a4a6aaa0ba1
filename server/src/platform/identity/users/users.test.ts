import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { newId, type Role, roles } from '#platform/contract'
import { type Caller, forEachPlacement, worldIn } from '#testing'
import { grantable } from './hierarchy.ts'

forEachPlacement((placement) => {
  const world = worldIn(placement)

  function newBody(role: Role = 'viewer') {
    return { email: `${newId()}@example.com`, name: 'Ada Lovelace', role }
  }

  async function made(role: Role = 'viewer') {
    const answer = await world().request('owner', 'POST', '/users', { body: newBody(role) })
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json()
  }

  test('a user is made, read, changed and removed', async () => {
    const body = { ...newBody('operator'), metadata: { desk: 4 } }
    const created = await world().request('owner', 'POST', '/users', { body })
    assert.equal(created.statusCode, 201)
    const user = created.json()
    assert.equal(created.headers.location, `/api/v1/users/${user.id}`)
    assert.deepEqual({ ...user, ...body, status: 'active', version: 1 }, user)
    assert.deepEqual((await world().request('viewer', 'GET', `/users/${user.id}`)).json(), user)
    const changed = await world().request('owner', 'PATCH', `/users/${user.id}`, {
      body: { name: 'Grace', role: 'viewer' },
      headers: { 'if-match': created.headers.etag as string },
    })
    assert.equal(changed.statusCode, 200)
    assert.deepEqual([changed.json().name, changed.json().role, changed.json().version], ['Grace', 'viewer', 2])
    const stale = { headers: { 'if-match': created.headers.etag as string } }
    assert.equal((await world().request('owner', 'DELETE', `/users/${user.id}`, stale)).statusCode, 412)
    assert.equal((await world().request('owner', 'DELETE', `/users/${user.id}`)).statusCode, 204)
    assert.equal((await world().request('owner', 'GET', `/users/${user.id}`)).json().code, 'user.not_found')
    assert.equal((await world().request('owner', 'DELETE', `/users/${user.id}`)).statusCode, 404)
  })

  test('the list is filtered by role, status and words, sorted, and paged without a gap', async () => {
    const word = newId().slice(-12)
    for (const [name, role] of [
      [`Ben ${word}`, 'seller'],
      [`Ada ${word}`, 'seller'],
      [`Cyd ${word}`, 'viewer'],
    ] as const) {
      assert.equal(
        (await world().request('owner', 'POST', '/users', { body: { ...newBody(role), name } })).statusCode,
        201,
      )
    }
    const list = async (query: Record<string, string>) =>
      (await world().request('owner', 'GET', '/users', { query })).json()
    const names = ({ results }: { results: { name: string }[] }) => results.map(({ name }) => name.split(' ')[0])
    assert.deepEqual(names(await list({ q: word.toUpperCase(), sort: 'name' })), ['Ada', 'Ben', 'Cyd'])
    assert.deepEqual(names(await list({ q: word, role: 'seller', sort: '-name' })), ['Ben', 'Ada'])
    assert.deepEqual(names(await list({ q: word, status: 'disabled' })), [])
    const first = await list({ q: word, sort: 'name', limit: '2' })
    assert.equal(first.paging.total, 3)
    const rest = await list({ q: word, sort: 'name', limit: '2', cursor: first.paging.next_cursor })
    assert.deepEqual(names(rest), ['Cyd'])
    const byEmail = await list({ q: rest.results[0].email.slice(0, 30) })
    assert.deepEqual(names(byEmail), ['Cyd'])
  })

  test('an address is a user once, and again after it was removed, with a higher version', async () => {
    const body = newBody()
    const [one, two] = await Promise.all([
      world().request('owner', 'POST', '/users', { body }),
      world().request('admin', 'POST', '/users', { body: { ...body, email: body.email.toUpperCase() } }),
    ])
    assert.deepEqual([one.statusCode, two.statusCode].sort(), [201, 409])
    const user = (one.statusCode === 201 ? one : two).json()
    assert.equal((await world().request('owner', 'DELETE', `/users/${user.id}`)).statusCode, 204)
    const again = await world().request('owner', 'POST', '/users', { body: { ...body, role: 'seller' } })
    assert.equal(again.statusCode, 201)
    assert.deepEqual([again.json().id, again.json().role, again.json().version], [user.id, 'seller', 3])
    assert.deepEqual((await world().request('owner', 'GET', `/users/${user.id}`)).json(), again.json())
  })

  test('an invitation tells nothing of what the person is elsewhere', async () => {
    const body = { ...newBody(), name: 'Known elsewhere as Ada' }
    assert.equal((await world().neighbourRequest('owner', 'POST', '/users', { body })).statusCode, 201)
    const known = await world().request('owner', 'POST', '/users', { body: { ...body, name: 'Ada' } })
    const unknown = await world().request('owner', 'POST', '/users', { body: { ...newBody(), name: 'Ada' } })
    const shape = (user: Record<string, unknown>) => ({ ...user, id: 0, email: 0, created_at: 0, updated_at: 0 })
    assert.deepEqual(shape(known.json()), shape(unknown.json()))
    // The first 48 bits of any other UUIDv7 are the time it was made; of a person's they are not.
    const times = [known, unknown].map((answer) => Number.parseInt(answer.json().id.replace('-', '').slice(0, 12), 16))
    for (const time of times) assert.ok(Math.abs(time - Date.now()) > 86_400_000)
    const disabled = { body: { status: 'disabled' } }
    assert.equal(
      (await world().neighbourRequest('owner', 'PATCH', `/users/${known.json().id}`, disabled)).statusCode,
      200,
    )
    assert.deepEqual((await world().request('owner', 'GET', `/users/${known.json().id}`)).json(), known.json())
  })

  test('a tenant sees, changes and removes no user of another', async () => {
    const theirs = (await world().neighbourRequest('owner', 'POST', '/users', { body: newBody() })).json()
    for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const) {
      const answer = await world().request('owner', method, `/users/${theirs.id}`, body && { body })
      assert.deepEqual([answer.statusCode, answer.json().code], [404, 'user.not_found'], method)
    }
    const listed = (await world().request('owner', 'GET', '/users', { query: { limit: '200' } })).json()
    const neighbours = (await world().neighbourRequest('owner', 'GET', '/users', { query: { limit: '200' } })).json()
    const ids = new Set(listed.results.map((user: { id: string }) => user.id))
    assert.equal(ids.has(theirs.id), false)
    assert.equal(
      neighbours.results.some((user: { id: string }) => user.id === theirs.id),
      true,
    )
    assert.equal(listed.paging.total, listed.results.length)
  })

  test('every role makes exactly the roles it may, and no row is left of the others', async () => {
    for (const maker of roles) {
      for (const role of roles) {
        const body = newBody(role)
        const answer = await world().request(maker, 'POST', '/users', { body })
        const canCall = maker === 'owner' || maker === 'admin' || maker === 'operator'
        const expected = grantable[maker].includes(role) ? 201 : 403
        assert.equal(answer.statusCode, expected, `${maker} makes ${role}: ${answer.body}`)
        if (expected === 403) {
          assert.equal(answer.json().code, canCall ? 'user.role_beyond_yours' : 'access.not_permitted')
          const { results } = (await world().request('owner', 'GET', '/users', { query: { q: body.email } })).json()
          assert.deepEqual(results, [])
        }
      }
    }
  })

  test('nobody removes, disables or changes the role of themselves', async () => {
    for (const role of ['owner', 'admin', 'operator'] as const) {
      const self = await world().newCaller(role)
      for (const [method, body] of [
        ['DELETE'],
        ['PATCH', { status: 'disabled' }],
        ['PATCH', { role: role === 'owner' ? 'admin' : 'owner' }],
      ] as const) {
        const answer = await world().requestAs(self, method, `/users/${self.userId}`, body && { body })
        assert.equal(answer.json().code, 'user.own_standing', `${role} ${method}`)
      }
      const renamed = await world().requestAs(self, 'PATCH', `/users/${self.userId}`, { body: { name: 'Myself' } })
      assert.equal(renamed.statusCode, 200)
    }
  })

  test('an admin neither removes nor changes another admin or an owner', async () => {
    const [admin, owner] = [await made('admin'), await made('owner')]
    for (const target of [admin, owner]) {
      for (const [method, body] of [['DELETE'], ['PATCH', { role: 'viewer' }], ['PATCH', { name: 'x' }]] as const) {
        const answer = await world().request('admin', method, `/users/${target.id}`, body && { body })
        assert.equal(answer.json().code, 'user.beyond_yours', `${target.role} ${method}`)
      }
    }
    const lifted = await world().request('admin', 'PATCH', `/users/${(await made()).id}`, { body: { role: 'owner' } })
    assert.equal(lifted.json().code, 'user.role_beyond_yours')
  })

  test('owners who remove each other at the same time leave one', async () => {
    for (let round = 0; round < 3; round++) {
      const owners = await Promise.all([
        world().newCaller('owner'),
        world().newCaller('owner'),
        world().newCaller('owner'),
      ])
      await removeAllOwnersBut(owners)
      const answers = await Promise.all(
        owners.map((owner, index) =>
          world().requestAs(owner, 'DELETE', `/users/${owners[(index + 1) % owners.length]!.userId}`),
        ),
      )
      assert.deepEqual(
        answers.map((answer) => answer.statusCode).sort(),
        [204, 204, 409],
        answers.map((answer) => answer.body).join('\n'),
      )
      assert.equal(answers.find((answer) => answer.statusCode === 409)!.json().code, 'user.last_owner')
      assert.equal((await workingOwners()).length, 1)
    }
  })

  test('not even a superadmin removes, demotes or disables the last owner', async () => {
    const owner = await world().newCaller('owner')
    await removeAllOwnersBut([owner])
    const superadmin = await world().superadmin()
    for (const [method, body] of [
      ['DELETE'],
      ['PATCH', { role: 'admin' }],
      ['PATCH', { status: 'disabled' }],
    ] as const) {
      const answer = await world().requestAs(superadmin, method, `/users/${owner.userId}`, body && { body })
      assert.deepEqual([answer.statusCode, answer.json().code], [409, 'user.last_owner'])
    }
  })

  test('an id in capitals names nobody: not the last owner, and not oneself', async () => {
    const owner = await world().newCaller('owner')
    await removeAllOwnersBut([owner])
    const path = `/users/${owner.userId.toUpperCase()}`
    for (const caller of [owner, await world().superadmin()]) {
      for (const [method, body] of [['DELETE'], ['PATCH', { role: 'admin' }]] as const) {
        const answer = await world().requestAs(caller, method, path, body && { body })
        assert.deepEqual([answer.statusCode, answer.json().code], [422, 'request.invalid'])
        const fault = { path: '/params/id', message: 'must be a UUID in lower case', code: 'format' }
        assert.deepEqual(answer.json().errors, [fault])
      }
    }
    assert.deepEqual(
      (await workingOwners()).map(({ id }) => id),
      [owner.userId],
    )
  })

  test('SQL as the runtime role sees the addresses of the bound tenant only, and never a name, a code or a session', async () => {
    const theirs = (await world().neighbourRequest('operator', 'POST', '/users', { body: newBody() })).json()
    const mine = (await world().request('operator', 'POST', '/users', { body: newBody() })).json()
    const { tenancy } = world().platform
    const { statement } = await import('#platform/database')
    const { sql } = await import('kysely')
    const { tenantPlaceholder } = await import('@stoa/tenancy')
    const everybody = statement(`test.everybody`, () => {
      return sql<{ id: string }>`select id, email from core.users where ${tenantPlaceholder}::uuid is not null`
    })
    const seen = await tenancy.scope(world().tenant, { actor: { kind: 'system' }, mode: 'read' }, (scope) =>
      scope.all(everybody, {}),
    )
    const ids = seen.map(({ id }) => id)
    assert.equal(ids.includes(mine.id), true)
    assert.equal(ids.includes(theirs.id), false)
    for (const url of [world().database.urls.app, world().database.urls.reader]) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      assert.equal((await client.query('select id, email from core.users')).rowCount, 0)
      assert.equal((await client.query('select * from core.memberships')).rowCount, 0)
      for (const hidden of [
        'name from core.users',
        'xmin from core.users',
        '* from core.sessions',
        '* from core.login_codes',
        '* from core.login_limits',
      ]) {
        await assert.rejects(client.query(`select ${hidden}`), { code: '42501' }, hidden)
      }
      for (const change of [
        `update core.users set email = 'x@example.com'`,
        'delete from core.users',
        'delete from core.memberships',
      ]) {
        await assert.rejects(client.query(change), { code: /42501|25006/ }, change)
      }
      await client.end()
    }
  })

  async function workingOwners(): Promise<{ id: string }[]> {
    const query = { role: 'owner', status: 'active', limit: '200' }
    return (await world().requestAs(await world().superadmin(), 'GET', '/users', { query })).json().results
  }

  async function removeAllOwnersBut(kept: readonly Caller[]): Promise<void> {
    const superadmin = await world().superadmin()
    for (const { id } of await workingOwners()) {
      if (kept.some((owner) => owner.userId === id)) continue
      assert.equal((await world().requestAs(superadmin, 'DELETE', `/users/${id}`)).statusCode, 204)
    }
  }
})
