import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RegistryDatabase, registryDatabase } from '../testing/registry-database.ts'
import { sampleTenant } from '../testing/sample-tenant.ts'
import { postgresTenants } from './postgres.ts'

describe('tenants in PostgreSQL', () => {
  let database: RegistryDatabase
  const acme = sampleTenant('acme', 'a', {
    status: 'suspended',
    placement: 'schema',
    schema: 'tenant_acme',
    epoch: 7,
    accessEpoch: 5,
    settings: { sender_address: 'shop@acme.example' },
    domains: ['a.acme.example', 'shop.acme.example'],
  })

  before(async () => {
    database = await registryDatabase()
    await database.pool.query(
      `insert into core.tenants (id, slug, name, subdomain, status, placement, schema_name, epoch, access_epoch,
         settings)
       values ($1, 'acme', 'acme', 'acme-shop', 'suspended', 'schema', 'tenant_acme', 7, 5, $2)`,
      [acme.id, acme.settings],
    )
    await database.pool.query(
      `insert into core.tenant_domains (domain, tenant_id, verified_at)
       values ('shop.acme.example', $1, now()), ('a.acme.example', $1, now()), ('claimed.example', $1, null)`,
      [acme.id],
    )
  })
  after(() => database.drop())

  for (const [by, key] of [
    ['id', acme.id],
    ['slug', 'acme'],
    ['subdomain', 'acme-shop'],
    ['domain', 'shop.acme.example'],
    ['domain', 'a.acme.example'],
  ] as const) {
    test(`are found whole by ${by} ${key}, whatever their status`, async () => {
      assert.deepEqual(await postgresTenants(database.pool).find(by, key), acme)
    })
  }

  test('are not found by a domain that was never verified', async () => {
    assert.equal(await postgresTenants(database.pool).find('domain', 'claimed.example'), undefined)
  })

  test('are not found by what is no key of theirs', async () => {
    const store = postgresTenants(database.pool)
    assert.equal(await store.find('slug', 'acme-shop'), undefined)
    assert.equal(await store.find('slug', "' or true --"), undefined)
    assert.equal(await store.find('id', '0199c0de-7a1b-7c3d-8e4f-000000000000'), undefined)
  })
})
