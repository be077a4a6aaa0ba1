import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  bindingKeyFrom,
  checkBoot,
  ensureRoles,
  installBindingKey,
  migrate,
  newPassword,
  orderPassword,
  roles,
  roleUrls,
} from '@stoa/tenancy'
import pg from 'pg'
import { migrationDirectories } from '#platform/database'
import { type EmbeddedDatabase, startEmbedded } from '../src/embedded/index.ts'
import { signBinding } from './isolation/sql/bindings.ts'

/** A server of its own: roles belong to the whole server, and these tests change them. */
let server: EmbeddedDatabase
let dataDir: string
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stoa-roles-'))
  server = await startEmbedded({ dataDir, settings: { fsync: 'off' } })
})
after(async () => {
  await server?.stop()
  await rm(dataDir, { recursive: true })
})

const secret = 'a secret that only tests use, 32 bytes and more'

async function asAdmin<T>(body: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client(server.adminUrl)
  await admin.connect()
  try {
    return await body(admin)
  } finally {
    await admin.end()
  }
}

async function asApp<T>(body: (app: pg.Client) => Promise<T>): Promise<T> {
  const app = new pg.Client(roleUrls(server.adminUrl, secret).app)
  await app.connect()
  try {
    return await body(app)
  } finally {
    await app.end()
  }
}

/** URL of an administrator as hosted databases have them: no superuser, but may make roles, and owns a database. */
async function hostedAdmin(): Promise<string> {
  await asAdmin(async (admin) => {
    await admin.query(`create role hosted login createrole createdb password 'hosted'`)
    await admin.query('create database hosted owner hosted')
  })
  const url = new URL(server.adminUrl)
  return Object.assign(url, { username: 'hosted', password: 'hosted', pathname: '/hosted' }).href
}

test('an administrator who is no superuser sets up a database that is safe to serve', async () => {
  const adminUrl = await hostedAdmin()
  await ensureRoles(adminUrl, secret)
  const urls = roleUrls(adminUrl, secret)
  await migrate({ ownerUrl: urls.owner, directories: migrationDirectories })
  await installBindingKey(urls.owner, bindingKeyFrom(secret))
  const bindingKey = bindingKeyFrom(secret)
  assert.deepEqual(await checkBoot({ urls, directories: migrationDirectories, bindingKey }), [])
  await ensureRoles(adminUrl, secret)
})

test('an administrator who is no superuser lets tenants be given logins, which end with them', async () => {
  const adminUrl = Object.assign(new URL(server.adminUrl), {
    username: 'hosted',
    password: 'hosted',
    pathname: '/hosted',
  }).href
  const urls = roleUrls(adminUrl, secret)
  const [app, system] = [new pg.Client(urls.app), new pg.Client(urls.system)]
  await Promise.all([app.connect(), system.connect()])
  try {
    const tenantId = crypto.randomUUID()
    await system.query(
      `insert into core.tenants (id, name, slug, subdomain, status, placement, schema_name, epoch, plan, region, version,
         created_at, updated_at) values ($1, 'Acme', 'acme', 'acme', 'active', 'shared', 'shared', 1, 'free', 'eu', 1, now(), now())`,
      [tenantId],
    )
    await app.query('begin')
    await app.query('select tenancy.bind($1)', [signBinding({ tenantId, epoch: 1 })])
    const { rows } = await app.query<{ login: string }>(`select tenancy.create_login($1, 'read_only') as login`, [
      tenantId,
    ])
    const { login } = rows[0]!
    const password = newPassword()
    const { verifier, expires, key_id, mac } = orderPassword(bindingKeyFrom(secret), tenantId, login, password)
    const order = [tenantId, login, verifier, expires, key_id, mac]
    await app.query('select tenancy.set_login_password($1, $2, $3, $4, $5, $6)', order)
    await app.query('commit')
    const session = new pg.Client(Object.assign(new URL(adminUrl), { username: login, password }).href)
    await session.connect()
    const ended = new Promise((resolve) => session.on('error', resolve))
    assert.equal((await session.query('select from products')).rowCount, 0)
    await system.query('delete from core.tenants where id = $1', [tenantId])
    await ended
    assert.equal((await system.query('select from pg_roles where rolname = $1', [login])).rowCount, 0)
  } finally {
    await Promise.all([app.end(), system.end()])
  }
})

test('roles that are right are left alone', async () => {
  const versions = () =>
    asAdmin(async (admin) => (await admin.query('select rolname, xmin from pg_authid order by rolname')).rows)
  await ensureRoles(server.adminUrl, secret)
  const before = await versions()
  await ensureRoles(server.adminUrl, secret)
  assert.deepEqual(await versions(), before)
})

test('roles that went wrong are mended: powers, password, settings, login', async () => {
  await asAdmin((admin) =>
    admin.query(`
      alter role ${roles.app} superuser bypassrls nologin;
      alter role ${roles.reader} password 'other';
      alter role ${roles.system} set timezone = 'Asia/Tokyo'`),
  )
  await ensureRoles(server.adminUrl, secret)
  const urls = roleUrls(server.adminUrl, secret)
  for (const url of Object.values(urls)) {
    const client = new pg.Client(url)
    await client.connect()
    const { rows } = await client.query(
      `select rolsuper or rolbypassrls as is_mighty, current_setting('timezone') as timezone
       from pg_roles where rolname = current_user`,
    )
    assert.deepEqual(rows, [{ is_mighty: false, timezone: 'UTC' }])
    await client.end()
  }
})

describe('what a role changed of itself is put back', () => {
  const changes = [
    'set default_transaction_read_only = on',
    'reset statement_timeout',
    "set search_path = 'public'",
    "set local_preload_libraries = 'missing'",
    'in database postgres set default_transaction_read_only = on',
    "in database postgres set local_preload_libraries = 'missing'",
    "password 'other'",
  ]
  const kept = () =>
    asAdmin(async (admin) => {
      const { rows } = await admin.query('select setdatabase, setrole, setconfig from pg_db_role_setting order by 1, 2')
      return rows.map((row) => ({ ...row, setconfig: row.setconfig.sort() }))
    })
  for (const change of changes) {
    test(change, async () => {
      await ensureRoles(server.adminUrl, secret)
      const before = await kept()
      await asApp((app) => app.query(`alter role ${roles.app} ${change}`))
      await ensureRoles(server.adminUrl, secret)
      assert.deepEqual(await kept(), before)
      await asApp((app) => app.query('select'))
    })
  }
})

test('a role whose settings were changed is put back by an administrator who is no superuser, too', async () => {
  const adminUrl = Object.assign(new URL(server.adminUrl), {
    username: 'hosted',
    password: 'hosted',
    pathname: '/hosted',
  }).href
  await asApp((app) => app.query(`alter role ${roles.app} set default_transaction_read_only = on`))
  await ensureRoles(adminUrl, secret)
  await asApp(async (app) => {
    const { rows } = await app.query('show default_transaction_read_only')
    assert.deepEqual(rows, [{ default_transaction_read_only: 'off' }])
  })
})

test('no serving role makes large objects, which know no row security', async () => {
  await ensureRoles(server.adminUrl, secret)
  for (const call of ['lo_create(0)', 'lo_creat(-1)', `lo_from_bytea(0, 'x')`, `lo_import('/etc/hosts')`]) {
    await asApp((app) => assert.rejects(app.query(`select ${call}`), { code: '42501' }))
  }
})

test('another secret opens nothing, and is the secret from then on once the roles are ensured with it', async () => {
  const other = `${secret}!`
  const client = new pg.Client(roleUrls(server.adminUrl, other).app)
  await assert.rejects(client.connect(), { code: '28P01' })
  await ensureRoles(server.adminUrl, other)
  const opened = new pg.Client(roleUrls(server.adminUrl, other).app)
  await opened.connect()
  await opened.end()
})

test('several machines may ensure the roles at once', async () => {
  await asAdmin((admin) => admin.query(`alter role ${roles.app} set timezone = 'Asia/Tokyo'`))
  await Promise.all(Array.from({ length: 6 }, () => ensureRoles(server.adminUrl, secret)))
})
