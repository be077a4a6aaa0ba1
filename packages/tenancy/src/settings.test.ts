import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setImmediate as immediately } from 'node:timers/promises'
import { CachedRegistry } from './registry/cached.ts'
import { postgresTenants } from './registry/postgres.ts'
import { postgresSettings } from './registry/postgres-settings.ts'
import { watchTenants } from './registry/watch.ts'
import { type SettingDefinition, SettingFault, StoredTenantSettings } from './settings.ts'
import type { Tenant } from './tenant.ts'
import { type RegistryDatabase, registryDatabase } from './testing/registry-database.ts'
import { sampleTenant } from './testing/sample-tenant.ts'

const senderAddress: SettingDefinition<string> = {
  default: 'no-reply@stoa.example',
  parse(value) {
    if (typeof value !== 'string' || !/^[^\s@]{1,64}@[^\s@]{1,255}$/.test(value))
      throw new SettingFault('must be an address')
    return value.toLowerCase()
  },
}

const smsSender: SettingDefinition<string | undefined> = {
  default: undefined,
  parse(value) {
    if (typeof value !== 'string' || !/^[A-Za-z0-9]{1,11}$/.test(value))
      throw new SettingFault('must be 1 to 11 letters')
    return value
  },
}

const limits: SettingDefinition<{ orders_per_day: number }> = {
  default: { orders_per_day: 1000 },
  parse(value) {
    const perDay = (value as { orders_per_day?: unknown }).orders_per_day
    if (!Number.isSafeInteger(perDay) || (perDay as number) < 0)
      throw new SettingFault('orders_per_day must be a count')
    return { orders_per_day: perDay as number }
  },
}

const definitions = { sender_address: senderAddress, sms_sender: smsSender, limits }

describe('the settings of a tenant', () => {
  let database: RegistryDatabase
  let registry: CachedRegistry
  let settings: StoredTenantSettings<typeof definitions>
  let unreadable: string[]

  before(async () => {
    database = await registryDatabase()
  })
  after(() => database.drop())

  beforeEach(async () => {
    await database.pool.query('delete from core.tenants')
    for (const { id, slug } of [sampleTenant('acme', 'a'), sampleTenant('beta', 'b')]) {
      await database.pool.query(`insert into core.tenants (id, slug, name, subdomain) values ($1, $2, $2, $2)`, [
        id,
        slug,
      ])
    }
    registry = new CachedRegistry(postgresTenants(database.pool))
    unreadable = []
    settings = new StoredTenantSettings(definitions, postgresSettings(database.pool), registry, {
      onUnreadable: (tenant, key, fault) => unreadable.push(`${tenant.slug} ${key} ${fault.message}`),
    })
  })

  const find = async (slug: string) => (await registry.bySlug(slug))!
  const kept = async () =>
    (await database.pool.query('select slug, settings, version from core.tenants order by slug')).rows

  test('are the defaults until it has its own, and cannot be changed in place', async () => {
    const values = settings.get(await find('acme'))
    assert.deepEqual(values, {
      sender_address: 'no-reply@stoa.example',
      sms_sender: undefined,
      limits: { orders_per_day: 1000 },
    })
    assert.equal(settings.get(await find('acme')), values, 'read once per tenant object')
    assert.throws(() => Object.assign(values, { sms_sender: 'X' }), TypeError)
  })

  test('are changed for this tenant alone, as parsed, and counted by its version', async () => {
    const acme = await find('acme')
    const values = await settings.update(acme, {
      sender_address: 'Shop@ACME.example',
      limits: { orders_per_day: 5, x: 1 },
    })
    assert.equal(values.sender_address, 'shop@acme.example')
    assert.deepEqual(settings.get(await find('acme')), values)
    assert.equal(settings.get(await find('beta')).sender_address, 'no-reply@stoa.example')
    assert.deepEqual(await kept(), [
      { slug: 'acme', settings: { sender_address: 'shop@acme.example', limits: { orders_per_day: 5 } }, version: '2' },
      { slug: 'beta', settings: {}, version: '1' },
    ])
  })

  test('fall back to a default by null', async () => {
    await settings.update(await find('acme'), { sender_address: 'shop@acme.example', sms_sender: 'ACME' })
    const values = await settings.update(await find('acme'), { sender_address: null })
    assert.deepEqual([values.sender_address, values.sms_sender], ['no-reply@stoa.example', 'ACME'])
    assert.deepEqual((await kept())[0].settings, { sms_sender: 'ACME' })
  })

  test('are refused as a whole, every fault named', async () => {
    const patch = JSON.parse(
      '{"sms_sender":"ACME","sender_address":"nobody","limits":{"orders_per_day":-1},"a/b~c":1,"__proto__":{"x":1},"toString":1}',
    )
    await assert.rejects(settings.update(await find('acme'), patch, '/body/settings'), {
      code: 'tenancy.invalid_settings',
      errors: [
        { path: '/body/settings/sender_address', message: 'must be an address', code: 'invalid_setting' },
        { path: '/body/settings/limits', message: 'orders_per_day must be a count', code: 'invalid_setting' },
        { path: '/body/settings/a~1b~0c', message: 'is no setting', code: 'unknown_setting' },
        { path: '/body/settings/__proto__', message: 'is no setting', code: 'unknown_setting' },
        { path: '/body/settings/toString', message: 'is no setting', code: 'unknown_setting' },
      ],
    })
    for (const notAnObject of [null, undefined, 'x', 1, []]) {
      await assert.rejects(settings.update(await find('acme'), notAnObject), { code: 'tenancy.invalid_settings' })
    }
    assert.deepEqual((await kept())[0], { slug: 'acme', settings: {}, version: '1' })
  })

  test('are refused without a tenant, and nobody is changed', async () => {
    for (const nobody of [undefined, null, {}] as unknown as Tenant[]) {
      await assert.rejects(settings.update(nobody, { sms_sender: 'ALL' }), { code: 'tenancy.missing_tenant' })
    }
    assert.throws(() => settings.get(undefined as unknown as Tenant), { code: 'tenancy.missing_tenant' })
    assert.ok((await kept()).every(({ version }) => version === '1'))
  })

  test('are refused for a tenant that is not there or deleted', async () => {
    await database.pool.query(`update core.tenants set status = 'deleted' where slug = 'beta'`)
    for (const gone of [sampleTenant('none', 'c'), sampleTenant('beta', 'b')]) {
      await assert.rejects(settings.update(gone, { sms_sender: 'ACME' }), { code: 'tenancy.unknown_tenant' })
    }
  })

  test('changed at the same time under different keys both last', async () => {
    const acme = await find('acme')
    await Promise.all([
      settings.update(acme, { sms_sender: 'ACME' }),
      settings.update(acme, { sender_address: 'shop@acme.example' }),
    ])
    const [row] = await kept()
    assert.deepEqual([row.settings, row.version], [{ sms_sender: 'ACME', sender_address: 'shop@acme.example' }, '3'])
  })

  test('reach the registries of other processes', { timeout: 10_000 }, async (t) => {
    const elsewhere = new CachedRegistry(postgresTenants(database.pool))
    const listener = await watchTenants(database.url, elsewhere)
    t.after(() => listener.close())
    await elsewhere.bySlug('acme')
    await settings.update(await find('acme'), { sms_sender: 'ACME' })
    const start = performance.now()
    while (settings.get((await elsewhere.bySlug('acme'))!).sms_sender !== 'ACME') {
      assert.ok(performance.now() - start < 1_000, 'it took a second')
      await immediately()
    }
  })

  test('that their definition no longer accepts are reported, and the default is used', async () => {
    await database.pool.query(`update core.tenants set settings = '{"sms_sender": "far too long a name", "old": 1}'`)
    assert.deepEqual(settings.get(await find('acme')).sms_sender, undefined)
    assert.deepEqual(unreadable, ['acme sms_sender must be 1 to 11 letters'])
  })

  test('are not to blame for a bug in their definition', async () => {
    await assert.rejects(settings.update(await find('acme'), { limits: undefined }), TypeError)
  })
})
