import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { decodeSegment, pathExclusion, splitTenantPath } from './path.ts'

const splits: [url: string, segment: string | undefined, rest: string | undefined][] = [
  ['/tenants/acme/products', 'acme', '/products'],
  ['/tenants/acme/products/1?limit=2&a=/b', 'acme', '/products/1?limit=2&a=/b'],
  ['/tenants/acme', 'acme', '/'],
  ['/tenants/acme/', 'acme', '/'],
  ['/tenants/acme?a=/tenants/beta/', 'acme', '/?a=/tenants/beta/'],
  ['/tenants//products', '', '/products'],
  ['/tenants/%61cme/products', '%61cme', '/products'],
  ['/tenants/acme/tenants/beta', 'acme', '/tenants/beta'],
  ['/tenants', undefined, undefined],
  ['/tenants/', undefined, undefined],
  ['/tenants?x=/tenants/acme', undefined, undefined],
  ['/tenantsacme/products', undefined, undefined],
  ['/api/tenants/acme/products', undefined, undefined],
  ['/', undefined, undefined],
]

describe('a path that names a tenant', () => {
  for (const [url, segment, rest] of splits) {
    test(`${url} → ${segment ?? 'nobody'}, ${rest ?? 'as it is'}`, () => {
      assert.deepEqual(splitTenantPath(url, '/tenants'), segment === undefined ? undefined : { segment, rest })
    })
  }

  test('may have a longer prefix', () => {
    assert.deepEqual(splitTenantPath('/api/v1/t/acme/x', '/api/v1/t'), { segment: 'acme', rest: '/x' })
  })

  test('is decoded once', () => {
    assert.equal(decodeSegment('%61cme'), 'acme')
    assert.equal(decodeSegment('%2561cme'), '%61cme')
    for (const segment of ['%', '%zz', '%c0%af', `%${'6'.repeat(200)}`]) {
      assert.throws(() => decodeSegment(segment), { code: 'tenancy.malformed_tenant' })
    }
  })

  test('loses nothing of what follows the tenant', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
        const target = `${path.startsWith('/') ? path : `/${path}`}?${query}`
        assert.deepEqual(splitTenantPath(`/tenants/acme${target}`, '/tenants'), { segment: 'acme', rest: target })
      }),
    )
  })
})

test('an excluded path is the path itself, or what lies under a prefix', () => {
  const isExcluded = pathExclusion(['/health', '/docs/*'])
  for (const path of ['/health', '/docs/', '/docs/a/b']) assert.ok(isExcluded(path), path)
  for (const path of ['/healthy', '/health/', '/docs', '/docsx', '/HEALTH', '/', '']) assert.ok(!isExcluded(path), path)
})
