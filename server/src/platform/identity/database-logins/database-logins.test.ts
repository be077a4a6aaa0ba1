import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { bindingKeyFrom, orderPassword, placements } from '@stoa/tenancy'
import pg from 'pg'
import { createProduct } from '#commerce'
import { newId, roles } from '#platform/contract'
import { moveTenantTo } from '#platform/tenants'
import { forEachPlacement, inSession, newTenant, openedLogin, sessionOf, testSecret, worldIn } from '#testing'
import { createDatabaseLogin } from './create-database-login.ts'
import { setRolePassword } from './store.ts'

const product = {
  title: 'Shirt',
  type: 'physical',
  status: 'active',
  price_amount_minor: 100,
  currency: 'EUR',
  stock_quantity: 9,
} as const

forEachPlacement((placement) => {
  const world = worldIn(placement)

  before(async () => {
    await world().scope((scope) => createProduct(scope, product))
    await world().scope((scope) => createProduct(scope, { ...product, title: 'Coat' }), world().neighbour)
  })

  async function asAdmin<T>(body: (admin: pg.Client) => Promise<T>): Promise<T> {
    const admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    try {
      return await body(admin)
    } finally {
      await admin.end()
    }
  }

  const rolesNamed = (name: string) =>
    asAdmin(async (admin) => (await admin.query('select from pg_roles where rolname = $1', [name])).rowCount)

  async function platform(method: 'PUT' | 'DELETE', path: string, query: Record<string, string> = {}) {
    const answer = await world().requestAs(await world().superadmin(), method, `/tenants/${path}`, { query }, undefined)
    assert.ok(answer.statusCode < 300, answer.body)
  }

  /** A tenant of its own with a product and a login, for what ends tenants. */
  async function furnished(slug: string) {
    const tenant = await newTenant(world().platform, slug, placement)
    await world().scope((scope) => createProduct(scope, product), tenant)
    return { tenant, login: await openedLogin(world(), 'read_write', tenant) }
  }

  test('a login is made, listed, opened by a password, and gone with what it had open when it is deleted', async () => {
    const body = { name: 'Metabase', access: 'read_only' }
    const made = await world().request('admin', 'POST', '/database-logins', { body })
    assert.equal(made.statusCode, 201, made.body)
    const fresh = made.json()
    const { id, role_name } = fresh
    assert.deepEqual({ ...fresh, ...body, password_set_at: null, version: 1 }, fresh)
    assert.doesNotMatch(role_name, /acme/)
    assert.deepEqual((await world().request('owner', 'GET', `/database-logins/${id}`)).json(), fresh)
    assert.equal(made.headers.location, `/api/v1/database-logins/${id}`)
    const opened = await world().request('owner', 'PUT', `/database-logins/${id}/password`)
    const { password, url, ...login } = opened.json()
    assert.equal(opened.headers['cache-control'], 'no-store')
    assert.equal(Buffer.from(password, 'base64url').length, 32)
    const { results } = (await world().request('owner', 'GET', '/database-logins')).json()
    assert.deepEqual(
      results.find((row: { id: string }) => row.id === id),
      login,
    )
    const session = await sessionOf({ url })
    assert.deepEqual((await session.query('select title from products')).rows, [{ title: 'Shirt' }])
    const ended = new Promise((resolve) => session.once('error', resolve))
    assert.equal((await world().request('owner', 'DELETE', `/database-logins/${id}`)).statusCode, 204)
    await ended
    await assert.rejects(sessionOf({ url }), { code: '28P01' })
    assert.equal(await rolesNamed(role_name), 0)
    assert.equal((await world().request('owner', 'DELETE', `/database-logins/${id}`)).statusCode, 404)
  })

  test('a login without a password opens nothing, whatever password is tried', async () => {
    const made = await world().request('owner', 'POST', '/database-logins', {
      body: { name: newId(), access: 'read_only' },
    })
    const url = new URL(world().database.adminUrl)
    Object.assign(url, { username: made.json().role_name, password: 'guessed' })
    await assert.rejects(sessionOf({ url: url.href }), { code: /^28/ })
  })

  test('owners and admins have database logins, and nobody else', async () => {
    for (const role of roles) {
      const isAllowed = role === 'owner' || role === 'admin'
      const answer = await world().request(role, 'GET', '/database-logins')
      assert.equal(answer.statusCode, isAllowed ? 200 : 403, role)
    }
  })

  test("another tenant's login is not there", async () => {
    const { id } = await openedLogin(world(), 'read_only')
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', '/password'],
      ['DELETE', ''],
    ] as const) {
      const answer = await world().neighbourRequest('owner', method, `/database-logins/${id}${path}`)
      assert.deepEqual([answer.statusCode, answer.json().code], [404, 'database_login.not_found'])
    }
  })

  test('the password is replaced: the old one and what it had open end, and the new one is nowhere to be read', async () => {
    const old = await openedLogin(world(), 'read_only')
    const session = await sessionOf(old)
    const ended = new Promise((resolve) => session.once('error', resolve))
    const key = { 'idempotency-key': newId() }
    const renewed = await world().request('owner', 'PUT', `/database-logins/${old.id}/password`, { headers: key })
    assert.equal(renewed.json().version, old.version + 1)
    await ended
    await assert.rejects(sessionOf(old), { code: '28P01' })
    await inSession(renewed.json(), (client) => client.query('select 1'))
    await asAdmin(async (admin) => {
      const { rows } = await admin.query('select rolpassword from pg_authid where rolname = $1', [old.role_name])
      assert.match(rows[0].rolpassword, /^SCRAM-SHA-256\$/)
      const kept = await admin.query(
        `select from ${world().tenant.schema}.idempotency_keys where strpos(body, $1) > 0`,
        [renewed.json().password],
      )
      assert.equal(kept.rowCount, 0)
    })
  })

  test('a name is taken once, and a tenant has ten logins, however many are asked for at once', async () => {
    const { tenant } = await furnished('crowded')
    const owner = await world().caller('owner', tenant)
    const make = (name: string) =>
      world().requestAs(owner, 'POST', '/database-logins', { body: { name, access: 'read_only' } }, tenant)
    assert.equal((await make('Metabase')).statusCode, 201)
    assert.equal((await make('Metabase')).json().code, 'database_login.name_taken')
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => make(`login ${n}`)))
    const codes = answers.map((answer) => answer.json().code ?? 'made').sort()
    assert.deepEqual(codes, [...Array(4).fill('database_login.too_many'), ...Array(8).fill('made')])
    await asAdmin(async (admin) => {
      const counts = await admin.query(
        `select (select count(*)::int from tenancy.logins where tenant_id = $1) as kernel,
           (select count(*)::int from core.database_logins where tenant_id = $1) as listed,
           (select count(*)::int from pg_roles r join tenancy.logins l on l.role_name = r.rolname where l.tenant_id = $1) as roles`,
        [tenant.id],
      )
      assert.deepEqual(counts.rows, [{ kernel: 10, listed: 10, roles: 10 }])
    })
  })

  test('work that fails leaves neither a login nor a role', async () => {
    let name = ''
    const failing = world().scope(async (scope) => {
      name = (await createDatabaseLogin(scope, { name: 'Lost', access: 'read_only' })).role_name
      throw new Error('lost')
    })
    await assert.rejects(failing, /lost/)
    assert.equal(await rolesNamed(name), 0)
    const { results } = (await world().request('owner', 'GET', '/database-logins')).json()
    assert.ok(results.every((login: { name: string }) => login.name !== 'Lost'))
  })

  test('a login that reads writes nothing; one that writes changes rows as the application would', async () => {
    const reading = await openedLogin(world(), 'read_only')
    await inSession(reading, async (client) => {
      await client.query('set default_transaction_read_only = off')
      await assert.rejects(client.query(`update products set title = 'x'`), { code: '42501' })
    })
    const made = (await world().request('owner', 'POST', '/products', { body: product })).json()
    const writing = await openedLogin(world(), 'read_write')
    await inSession(writing, async (client) => {
      await client.query(`update products set title = 'Hat', stock_quantity = stock_quantity - 1 where id = $1`, [
        made.id,
      ])
      const { rows } = await client.query(
        `insert into products (title, type, status, price_amount_minor, currency)
         values ('New', 'physical', 'draft', 5, 'EUR') returning id, tenant_id, version, created_by`,
      )
      assert.deepEqual([rows[0].tenant_id, Number(rows[0].version), rows[0].created_by], [world().tenant.id, 1, null])
      const shown = await world().request('owner', 'GET', `/products/${rows[0].id}`)
      assert.equal(shown.json().title, 'New')
      for (const [sql, code] of [
        [`update products set price_amount_minor = -1 where id = '${made.id}'`, '23514'],
        [`update products set tenant_id = '${world().neighbour.id}'`, '42501'],
        ['update products set version = 1', '42501'],
        ['delete from products', '42501'],
        [`update orders set status = 'delivered'`, '42501'],
        [`insert into products (tenant_id, title) values ('${world().neighbour.id}', 'x')`, '42501'],
      ]) {
        await assert.rejects(client.query(sql!), { code }, sql)
      }
      await client.query('begin isolation level repeatable read')
      await assert.rejects(client.query(`update products set title = 'x'`), { code: '25001' })
    })
    const changed = (await world().request('owner', 'GET', `/products/${made.id}`)).json()
    assert.deepEqual([changed.title, changed.stock_quantity, changed.version], ['Hat', 8, made.version + 1])
    const stale = { body: { title: 'y' }, headers: { 'if-match': `"${made.version}"` } }
    assert.equal((await world().request('owner', 'PATCH', `/products/${made.id}`, stale)).statusCode, 412)
  })

  test('a suspended tenant’s login neither connects nor goes on; it does again when the tenant does', async () => {
    const { tenant, login } = await furnished('pausing')
    const session = await sessionOf(login)
    const ended = new Promise((resolve) => session.once('error', resolve))
    await platform('PUT', `${tenant.id}/suspension`)
    await ended
    await assert.rejects(sessionOf(login), { code: '28000' })
    // One that was let in a moment before, as if nobody had ended it.
    await asAdmin((admin) => admin.query(`alter role ${login.role_name} login`))
    await inSession(login, async (client) => {
      assert.equal((await client.query('select from products')).rowCount, 0)
      assert.equal((await client.query(`update products set title = 'x'`)).rowCount, 0)
    })
    await platform('DELETE', `${tenant.id}/suspension`)
    await inSession(login, async (client) => assert.equal((await client.query('select from products')).rowCount, 1))
  })

  test('a transaction that is open when the tenant is made to wait sees and writes nothing more', async () => {
    const { tenant, login } = await furnished('waiting')
    await inSession(login, async (client) => {
      await client.query('begin')
      assert.equal((await client.query('select from products')).rowCount, 1)
      await asAdmin((admin) => admin.query('select tenancy.fence($1, $2)', [tenant.id, tenant.epoch + 1]))
      assert.equal((await client.query('select from products')).rowCount, 0)
      assert.equal((await client.query(`update products set title = 'x'`)).rowCount, 0)
      await assert.rejects(
        client.query(
          `insert into products (title, type, status, price_amount_minor, currency) values ('x', 'service', 'draft', 1, 'EUR')`,
        ),
        { code: /^(42501|23502)$/ },
      )
    })
  })

  test('a purged tenant leaves no login and no role', async () => {
    const { tenant, login } = await furnished('leaving')
    await platform('DELETE', tenant.id)
    await assert.rejects(sessionOf(login), { code: '28000' })
    await platform('PUT', `${tenant.id}/purge`, { now: 'true' })
    await world().platform.purges.purgeAll()
    assert.equal(await rolesNamed(login.role_name), 0)
    await asAdmin(async (admin) => {
      const left = await admin.query('select from tenancy.logins where tenant_id = $1', [tenant.id])
      assert.equal(left.rowCount, 0)
    })
  })

  test('a login goes with its tenant to the other placement and back, and uses no other schema', async () => {
    const { tenant, login } = await furnished('moving')
    const { tenancy } = world().platform
    const there = placements.find((other) => other !== placement)!
    for (const to of [there, placement]) {
      await moveTenantTo(tenancy, world().database.urls.owner, tenant.id, to)
      await inSession(login, async (client) => {
        const { rows } = await client.query('select title, current_schema as schema from products')
        assert.deepEqual(rows, [{ title: 'Shirt', schema: to === 'shared' ? 'shared' : 'tenant_moving' }])
        const open = await client.query(
          `select nspname as name from pg_namespace where has_schema_privilege(oid, 'usage') and nspname ~ '^(shared|core|tenan.*)$'`,
        )
        assert.deepEqual(open.rows, [{ name: rows[0]!.schema }])
      })
    }
  })

  test('a login that has lifted its limits is ended, and others go on', async () => {
    const [idle, working] = [await openedLogin(world(), 'read_only'), await openedLogin(world(), 'read_only')]
    const session = await sessionOf(idle)
    const other = await sessionOf(working)
    const ended = new Promise((resolve) => session.once('error', resolve))
    await session.query('set idle_in_transaction_session_timeout = 0; set statement_timeout = 0; begin; select 1')
    await world().platform.logins.endOverdue(0)
    await ended
    assert.equal((await other.query('select from products')).rowCount! > 0, true)
    await other.end()
  })

  test('a login has five sessions', async () => {
    const login = await openedLogin(world(), 'read_only')
    const sessions = await Promise.all(Array.from({ length: 5 }, () => sessionOf(login)))
    await assert.rejects(sessionOf(login), { code: '53300' })
    await Promise.all(sessions.map((session) => session.end()))
  })

  test('smuggled SQL gives no login a password: the order is signed, for one login of one tenant', async () => {
    const [login, other] = [await openedLogin(world(), 'read_only'), await openedLogin(world(), 'read_only')]
    const key = bindingKeyFrom(testSecret)
    const order = orderPassword(key, world().tenant.id, login.role_name, 'guessed')
    const { verifier } = orderPassword(key, world().tenant.id, login.role_name, 'mine')
    const ofNeighbour = orderPassword(key, world().neighbour.id, login.role_name, 'guessed')
    for (const forged of [
      { ...order, verifier, role_name: login.role_name },
      { ...order, role_name: other.role_name },
      { ...order, expires: order.expires + 1, role_name: login.role_name },
      { ...ofNeighbour, role_name: login.role_name },
    ]) {
      await assert.rejects(
        world().scope((scope) => scope.first(setRolePassword, forged)),
        { code: '42501' },
      )
    }
    for (const { url } of [login, other]) await inSession({ url }, (client) => client.query('select 1'))
  })

  test('where nothing can make roles, that is said', async () => {
    await asAdmin((admin) => admin.query('alter schema tenancy_logins rename to elsewhere'))
    try {
      const body = { name: newId(), access: 'read_only' }
      const answer = await world().request('owner', 'POST', '/database-logins', { body })
      assert.deepEqual([answer.statusCode, answer.json().code], [503, 'database_login.unavailable'])
    } finally {
      await asAdmin((admin) => admin.query('alter schema elsewhere rename to tenancy_logins'))
    }
  })
})
