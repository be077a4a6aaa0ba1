import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../refusal.ts'
import { answersTo, type Lookup, type TenantKey } from '../registry/registry.ts'
import type { Tenant } from '../tenant.ts'
import { sampleTenant } from '../testing/sample-tenant.ts'
import { createIdentifier } from './identify.ts'
import type { AmbiguousTenantEvent, IdentifyOptions } from './options.ts'
import type { TenantRequest } from './request.ts'

const acme = sampleTenant('acme', 'a')
const beta = sampleTenant('beta', 'b')
const tenants = [
  acme,
  beta,
  sampleTenant('asleep', '1', { status: 'suspended' }),
  sampleTenant('unborn', '2', { status: 'provisioning' }),
  sampleTenant('gone', '3', { status: 'deleted' }),
]

function lookup(by: TenantKey, key: string): Tenant | undefined {
  return tenants.find((candidate) => answersTo(candidate, by, key))
}

const cached = { find: lookup }
const uncached = { find: (by: TenantKey, key: string): Lookup => Promise.resolve(lookup(by, key)) }
const options: IdentifyOptions = { baseDomains: ['stoa.example'], exclude: ['/health'] }

type Part = Partial<TenantRequest>
const request = (part: Part): TenantRequest => ({ headers: {}, url: '/', ...part })
const header = (value: string | string[]): Part => ({ headers: { 'x-tenant-id': value } })
const host = (value: string): Part => ({ headers: { host: value } })

const named: [title: string, part: Part, source: string][] = [
  ['header by slug', header('acme'), 'header'],
  ['header by id', header(acme.id), 'header'],
  ['header by id in upper case', header(acme.id.toUpperCase()), 'header'],
  ['query in the URL', { url: '/products?limit=2&tenant_id=acme' }, 'query'],
  ['query in the URL, percent-encoded', { url: '/products?tenant%5Fid=%61cme' }, 'query'],
  ['parsed query', { query: { tenant_id: acme.id } }, 'query'],
  ['path', { url: '/tenants/acme/products?limit=2' }, 'path'],
  ['path, percent-encoded', { url: '/tenants/%61cme/products' }, 'path'],
  ['subdomain', host('acme-shop.stoa.example'), 'subdomain'],
  ['subdomain with port, trailing dot and capitals', host('Acme-Shop.STOA.example.:8000'), 'subdomain'],
  ['subdomain in HTTP/2', { headers: { ':authority': 'acme-shop.stoa.example' } }, 'subdomain'],
  ['custom domain', host('shop.acme.example'), 'domain'],
  ['whole URL', { url: 'https://acme-shop.stoa.example/products' }, 'subdomain'],
  [
    'whole URL, whose host outranks the header',
    { url: 'https://shop.acme.example/', ...host('shop.beta.example') },
    'domain',
  ],
  [
    'all five at once, by slug and by id alike',
    { headers: { 'x-tenant-id': acme.id, host: 'acme-shop.stoa.example' }, url: '/tenants/acme/x?tenant_id=acme' },
    'header',
  ],
]

const refused: [title: string, part: Part, code: string][] = [
  ['no source', {}, 'tenancy.missing_tenant'],
  ['an address as host', host('127.0.0.1:8000'), 'tenancy.missing_tenant'],
  ['localhost', host('localhost:8000'), 'tenancy.missing_tenant'],
  ['the base domain', host('stoa.example'), 'tenancy.missing_tenant'],
  ['a reserved subdomain', host('www.stoa.example'), 'tenancy.missing_tenant'],
  ['two labels under the base domain', host('a.acme-shop.stoa.example'), 'tenancy.missing_tenant'],
  ['a name that only ends like the base domain', host('acme-shop.evilstoa.example'), 'tenancy.unknown_tenant'],
  ['unknown slug', header('nobody'), 'tenancy.unknown_tenant'],
  ['unknown id', header('0199c0de-7a1b-7c3d-8e4f-000000000000'), 'tenancy.unknown_tenant'],
  [
    'unknown subdomain beside a known header',
    { headers: { 'x-tenant-id': 'acme', host: 'no.stoa.example' } },
    'tenancy.unknown_tenant',
  ],
  ['unknown domain', host('shop.nobody.example'), 'tenancy.unknown_tenant'],
  ['slug where a subdomain is meant', host('acme.stoa.example'), 'tenancy.unknown_tenant'],
  ['deleted tenant', header('gone'), 'tenancy.unknown_tenant'],
  ['suspended tenant', header('asleep'), 'tenancy.tenant_suspended'],
  ['suspended tenant by domain', host('shop.asleep.example'), 'tenancy.tenant_suspended'],
  ['tenant being set up', header('unborn'), 'tenancy.tenant_provisioning'],
  ['header against query', { ...header('acme'), url: '/?tenant_id=beta' }, 'tenancy.ambiguous_tenant'],
  ['header against path', { ...header('acme'), url: '/tenants/beta/x' }, 'tenancy.ambiguous_tenant'],
  [
    'header against host',
    { headers: { 'x-tenant-id': 'acme', host: 'beta-shop.stoa.example' } },
    'tenancy.ambiguous_tenant',
  ],
  ['header against a suspended one', { ...header('acme'), url: '/?tenant_id=asleep' }, 'tenancy.ambiguous_tenant'],
  ['empty header', header(''), 'tenancy.malformed_tenant'],
  ['repeated header', header(['acme', 'acme']), 'tenancy.malformed_tenant'],
  ['repeated header, joined', header('acme, acme'), 'tenancy.malformed_tenant'],
  ['repeated query', { url: '/?tenant_id=acme&tenant_id=beta' }, 'tenancy.malformed_tenant'],
  ['parsed repeated query', { query: { tenant_id: ['acme', 'beta'] } }, 'tenancy.malformed_tenant'],
  ['parsed query object', { query: { tenant_id: { slug: 'acme' } } }, 'tenancy.malformed_tenant'],
  ['empty query', { url: '/?tenant_id' }, 'tenancy.malformed_tenant'],
  ['capitals in a slug', header('Acme'), 'tenancy.malformed_tenant'],
  ['NUL', header('acme\u0000'), 'tenancy.malformed_tenant'],
  ['NUL in the path', { url: '/tenants/acme%00/x' }, 'tenancy.malformed_tenant'],
  ['newline', header('acme\n'), 'tenancy.malformed_tenant'],
  ['__proto__', header('__proto__'), 'tenancy.malformed_tenant'],
  [
    'constructor in every source',
    { ...header('constructor'), url: '/tenants/constructor/x' },
    'tenancy.unknown_tenant',
  ],
  ['SQL', header("acme' or '1'='1"), 'tenancy.malformed_tenant'],
  ['letters that only look like a slug', header('аcme'), 'tenancy.malformed_tenant'],
  ['dots in the path', { url: '/tenants/../x' }, 'tenancy.malformed_tenant'],
  ['empty segment', { url: '/tenants//x' }, 'tenancy.malformed_tenant'],
  ['slash within the segment', { url: '/tenants/acme%2Fx' }, 'tenancy.malformed_tenant'],
  ['doubly encoded path', { url: '/tenants/%2561cme/x' }, 'tenancy.malformed_tenant'],
  ['broken escape', { url: '/tenants/%E0%A4%A/x' }, 'tenancy.malformed_tenant'],
  ['dash before a subdomain', host('-acme.stoa.example'), 'tenancy.malformed_tenant'],
  ['host with a space', host('acme shop.stoa.example'), 'tenancy.malformed_tenant'],
  ['target that is no URL', { url: 'products' }, 'tenancy.malformed_tenant'],
  ['URL without host', { url: 'data:acme' }, 'tenancy.malformed_tenant'],
  ['a megabyte', header('a'.repeat(1_000_000)), 'tenancy.malformed_tenant'],
]

for (const [title, registry] of [
  ['from the cache', cached],
  ['from afar', uncached],
] as const) {
  describe(`identification, tenants ${title}`, () => {
    const identifier = createIdentifier(registry, options)

    for (const [name, part, source] of named) {
      test(`${name} names the tenant`, async () => {
        assert.deepEqual(await identifier.get(request(part)), { tenant: acme, source })
        assert.deepEqual(await identifier.find(request(part)), { tenant: acme, source })
      })
    }

    for (const [name, part, code] of refused) {
      test(`${name} is refused: ${code}`, async () => {
        await assert.rejects(async () => await identifier.get(request(part)), { code })
      })
    }
  })
}

describe('identification', () => {
  test('answers at once when the registry does', () => {
    assert.deepEqual(createIdentifier(cached).get(request(header('acme'))), { tenant: acme, source: 'header' })
  })

  test('finds nobody on an excluded path, whatever is claimed', async () => {
    const identifier = createIdentifier(cached, options)
    const excluded = request({ ...header('no such tenant'), url: '/health?tenant_id=beta' })
    assert.equal(await identifier.find(excluded), undefined)
    await assert.rejects(async () => await identifier.get(excluded), { code: 'tenancy.missing_tenant' })
  })

  test('takes a host nobody registered for no claim, since any name can be pointed here', async () => {
    const identifier = createIdentifier(cached, options)
    const found = await identifier.get(request({ headers: { 'x-tenant-id': 'acme', host: 'tunnel.example' } }))
    assert.equal(found.tenant, acme)
    assert.equal(await identifier.find(request(host('tunnel.example'))), undefined)
  })

  test('reads only the configured strategies, and reports them in the configured order', async () => {
    const both = request({ ...header('acme'), url: '/?tenant_id=acme' })
    const queryFirst = createIdentifier(cached, { strategies: ['query', 'header'] })
    assert.equal((await queryFirst.get(both)).source, 'query')
    const onlyPath = createIdentifier(cached, { strategies: ['path'] })
    assert.equal(await onlyPath.find(request({ ...both, headers: { host: 'not a host' } })), undefined)
  })

  test('reads the names it was configured with', async () => {
    const identifier = createIdentifier(cached, { header: 'X-Shop', query: 'shop', pathPrefix: '/s' })
    for (const part of [{ headers: { 'x-shop': 'acme' } }, { url: '/?shop=acme' }, { url: '/s/acme' }]) {
      assert.equal((await identifier.get(request(part))).tenant, acme)
    }
    assert.equal(await identifier.find(request({ ...header('acme'), url: '/tenants/acme?tenant_id=acme' })), undefined)
  })

  for (const [pattern, name] of [
    ['{tenant}.app', 'acme-shop.app'],
    ['app.{tenant}', 'app.acme-shop'],
    ['t-{tenant}-x', 't-acme-shop-x'],
  ] as const) {
    test(`finds the tenant in a subdomain by the pattern ${pattern}`, async () => {
      const identifier = createIdentifier(cached, { baseDomains: ['stoa.example'], subdomainPattern: pattern })
      assert.equal((await identifier.get(request(host(`${name}.stoa.example`)))).tenant, acme)
      assert.equal(await identifier.find(request(host('acme-shop.stoa.example'))), undefined)
    })
  }

  test('gives the router what follows the tenant in the path', () => {
    const identifier = createIdentifier(cached)
    assert.equal(identifier.route('/tenants/acme/products?limit=2'), '/products?limit=2')
    assert.equal(identifier.route('/tenants/%zz/products'), '/products')
    assert.equal(identifier.route('/products'), '/products')
    assert.equal(createIdentifier(cached, { strategies: ['header'] }).route('/tenants/acme/x'), '/tenants/acme/x')
  })

  test('reports a disagreement with ids and sources, and nothing the client wrote', async () => {
    const events: AmbiguousTenantEvent[] = []
    const identifier = createIdentifier(cached, { ...options, onSecurityEvent: (event) => events.push(event) })
    const torn = request({
      headers: { 'x-tenant-id': 'acme', host: 'tunnel.example' },
      url: '/?tenant_id=beta',
      peer: '192.0.2.1',
    })
    await assert.rejects(async () => await identifier.get(torn), { code: 'tenancy.ambiguous_tenant' })
    assert.deepEqual(events, [
      {
        code: 'tenancy.ambiguous_tenant',
        claims: [
          { source: 'header', tenant_id: acme.id },
          { source: 'query', tenant_id: beta.id },
        ],
        peer: '192.0.2.1',
      },
    ])
  })

  for (const wrong of [
    { strategies: ['subdomain'] },
    { baseDomains: ['not a domain'] },
    { pathPrefix: 'tenants' },
    { pathPrefix: '/' },
    { baseDomains: ['stoa.example'], subdomainPattern: 'shop' },
  ] satisfies IdentifyOptions[]) {
    test(`cannot be configured with ${JSON.stringify(wrong)}`, () => {
      assert.throws(() => createIdentifier(cached, wrong), TypeError)
    })
  }
})

const claim = fc.oneof(
  fc.constantFrom('acme', 'beta', 'asleep', 'gone', 'nobody', acme.id, beta.id, beta.id.toUpperCase(), '__proto__', ''),
  fc.string({ unit: 'binary' }),
  fc.uuid(),
)
const hosts = fc.oneof(
  fc.constantFrom('acme-shop.stoa.example', 'beta-shop.stoa.example', 'shop.acme.example', '[::1]', 'localhost:1'),
  fc.domain(),
  fc.string(),
)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

test('property: a tenant comes out only if every source that speaks names it; else a refusal that says nothing more', async () => {
  const identifier = createIdentifier(cached, options)
  await fc.assert(
    fc.asyncProperty(
      maybe(claim),
      maybe(claim),
      maybe(claim),
      maybe(hosts),
      async (inHeader, inQuery, inPath, inHost) => {
        const given = request({
          headers: { 'x-tenant-id': inHeader, host: inHost },
          url: inPath === undefined ? '/' : `/tenants/${encodeURIComponent(inPath.toWellFormed())}/x`,
          query: { tenant_id: inQuery },
        })
        try {
          const { tenant } = await identifier.get(given)
          assert.equal(tenant.status, 'active')
          for (const value of [inHeader, inQuery, inPath || undefined]) {
            if (value !== undefined) assert.ok(value.toLowerCase() === tenant.id || value === tenant.slug)
          }
          if (inHost?.endsWith('.stoa.example')) assert.equal(inHost, `${tenant.subdomain}.stoa.example`)
        } catch (error) {
          assert.ok(error instanceof Refusal, String(error))
          assert.match(
            error.code,
            /^tenancy\.(missing|malformed|unknown|ambiguous)_tenant$|^tenancy\.tenant_suspended$/,
          )
          assert.deepEqual([error.detail, error.errors, error.headers], [undefined, undefined, undefined])
        }
      },
    ),
    { numRuns: 1_000 },
  )
})
