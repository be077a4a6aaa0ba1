import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Method, type RequestOptions, worldIn } from '#testing'
import { verifyDomain } from './verify-domain.ts'

const world = worldIn('shared')

async function platform(method: Method, path: string, options: RequestOptions = {}) {
  return world().requestAs(await world().superadmin(), method, path, options, undefined)
}

function add(domain: string, tenant = world().tenant) {
  return platform('POST', `/tenants/${tenant.id}/domains`, { body: { domain } })
}

/** Verifies against a DNS that holds these records, or fails as DNS does. */
function verify(domain: string, dns: Record<string, string[][]> | string) {
  return world().platform.tenancy.system({ actor: { kind: 'system' }, mode: 'write' }, (scope) =>
    verifyDomain(scope, world().tenant.id, domain, async (name) => {
      const records = typeof dns === 'string' ? undefined : dns[name]
      if (!records) throw Object.assign(new Error('dns'), { code: typeof dns === 'string' ? dns : 'ENOTFOUND' })
      return records
    }),
  )
}

test('a domain leads to its tenant from its verification to its removal, and not before or after', async () => {
  const added = await add('shop.acme.example')
  assert.equal(added.statusCode, 201)
  const { record_name, record_value } = added.json().verification
  const { registry } = world().platform
  assert.equal(await registry.byDomain('shop.acme.example'), undefined)
  const split = [record_value.slice(0, 20), record_value.slice(20)]
  const verified = await verify('shop.acme.example', { [record_name]: [['v=spf1 -all'], split] })
  assert.notEqual(verified.verified_at, null)
  await domainLeadsTo(world().tenant.id)
  assert.equal((await platform('DELETE', `/tenants/${world().tenant.id}/domains/shop.acme.example`)).statusCode, 204)
  await domainLeadsTo(undefined)
})

/** Waits for the registry to have heard of the change. */
async function domainLeadsTo(id: string | undefined): Promise<void> {
  const deadline = Date.now() + 1000
  for (;;) {
    const tenant = await world().platform.registry.byDomain('shop.acme.example')
    if (tenant?.id === id || Date.now() > deadline) return assert.equal(tenant?.id, id)
    await new Promise(setImmediate)
  }
}

test('the record of another domain, a wrong one or none verifies nothing; a silent DNS says nothing', async () => {
  const { record_name, record_value } = (await add('wrong.example')).json().verification
  const unverified = { code: 'tenant.domain_unverified' }
  await assert.rejects(verify('wrong.example', {}), unverified)
  await assert.rejects(verify('wrong.example', { [record_name]: [[`${record_value}0`]] }), unverified)
  await assert.rejects(verify('wrong.example', { '_stoa.other.example': [[record_value]] }), unverified)
  await assert.rejects(verify('wrong.example', 'ENODATA'), unverified)
  await assert.rejects(verify('wrong.example', 'ETIMEOUT'), { code: 'tenant.dns_unavailable' })
  const { results } = (await platform('GET', `/tenants/${world().tenant.id}/domains`)).json()
  assert.deepEqual(
    results.map(({ domain, verified_at }: { domain: string; verified_at: string | null }) => [domain, verified_at]),
    [['wrong.example', null]],
  )
})

test('a domain belongs to one tenant, and another cannot touch it', async () => {
  await add('mine.example')
  const { neighbour } = world()
  assert.equal((await add('mine.example', neighbour)).json().code, 'tenant.domain_taken')
  const path = `/tenants/${neighbour.id}/domains/mine.example`
  assert.equal((await platform('DELETE', path)).json().code, 'tenant.domain_not_found')
  assert.equal((await platform('PUT', `${path}/verification`)).json().code, 'tenant.domain_not_found')
})

test('what is no domain is refused', async () => {
  for (const domain of ['localhost', 'Shop.example', '10.0.0.1', 'a..b', '-a.example', 'a.example.', 'x'.repeat(250)]) {
    assert.equal((await add(domain)).statusCode, 422, domain)
  }
})
