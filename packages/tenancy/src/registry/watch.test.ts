import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { type RegistryDatabase, registryDatabase } from '../testing/registry-database.ts'
import { sampleTenant } from '../testing/sample-tenant.ts'
import { CachedRegistry } from './cached.ts'
import { postgresTenants } from './postgres.ts'
import { tenantsChannel, watchTenants } from './watch.ts'

const acme = sampleTenant('acme', 'a')

describe('a registry in another process', { timeout: 20_000 }, () => {
  let database: RegistryDatabase
  let other: ChildProcess

  before(async () => {
    database = await registryDatabase()
    await database.pool.query(
      `insert into core.tenants (id, slug, name, subdomain) values ($1, 'acme', 'Acme', 'acme')`,
      [acme.id],
    )
    other = fork(new URL('../testing/watching-process.ts', import.meta.url), [database.url])
    await once(other, 'message')
  })
  after(async () => {
    const exited = once(other, 'exit')
    other.disconnect()
    assert.deepEqual(await exited, [0, null])
    await database.drop()
  })

  async function askOther(slug: string): Promise<{ status: string; asked: number }> {
    const answered = once(other, 'message')
    other.send(slug)
    return (await answered)[0]
  }

  /** Milliseconds until the other process says so. */
  async function untilOtherSays(slug: string, status: string): Promise<number> {
    const start = performance.now()
    while ((await askOther(slug)).status !== status) assert.ok(performance.now() - start < 1_000, 'it took a second')
    return performance.now() - start
  }

  test('remembers, and learns in under a second of a tenant that was suspended', async () => {
    await askOther('acme')
    assert.deepEqual(await askOther('acme'), { status: 'active', asked: 1 })
    await database.pool.query(`update core.tenants set status = 'suspended' where id = $1`, [acme.id])
    assert.deepEqual(await askOther('acme'), { status: 'active', asked: 1 })
    await database.pool.query('select pg_notify($1, $2)', [tenantsChannel, acme.id])
    await untilOtherSays('acme', 'suspended')
    assert.equal((await askOther('acme')).asked, 2)
  })

  test('learns in under a second of a tenant that was unknown', async () => {
    const fresh = sampleTenant('fresh', 'b')
    assert.equal((await askOther('fresh')).status, 'unknown')
    await database.pool.query(
      `insert into core.tenants (id, slug, name, subdomain) values ($1, 'fresh', 'Fresh', 'fresh')`,
      [fresh.id],
    )
    await database.pool.query('select pg_notify($1, $2)', [tenantsChannel, fresh.id])
    await untilOtherSays('fresh', 'active')
  })

  test('forgets everything on a notice that names nobody', async () => {
    await askOther('acme')
    await database.pool.query(`update core.tenants set status = 'active' where id = $1`, [acme.id])
    await database.pool.query('select pg_notify($1, $2)', [tenantsChannel, ''])
    await untilOtherSays('acme', 'active')
  })
})

test('a registry that lost its line forgets what it held, for notices may have been missed', {
  timeout: 20_000,
}, async (t) => {
  const database = await registryDatabase()
  await database.pool.query(
    `insert into core.tenants (id, slug, name, subdomain) values ($1, 'acme', 'Acme', 'acme')`,
    [acme.id],
  )
  const registry = new CachedRegistry(postgresTenants(database.pool))
  let reconnected = () => {}
  const back = new Promise<void>((resolve) => (reconnected = resolve))
  const listener = await watchTenants(database.url, registry, {
    onReconnect: () => reconnected(),
    onError: () => {},
    retryDelayMs: 5,
  })
  t.after(async () => {
    await listener.close()
    await database.drop()
  })
  assert.equal((await registry.bySlug('acme'))?.status, 'active')
  await database.pool.query(`update core.tenants set status = 'suspended'`)
  await database.endListeners()
  await back
  assert.equal((await registry.bySlug('acme'))?.status, 'suspended')
})
