import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Route } from '#platform/contract'
import { noteRoutes } from './edge-for-tests.ts'
import { tenantPathRewriter } from './tenant-path.ts'

const platform = [{ door: 'superadmin', path: '/tenants/:id/tags' }] as unknown as Route[]
const tags = [{ door: 'tenant', path: '/tags' }] as unknown as Route[]
const rewrite = tenantPathRewriter([...noteRoutes, ...platform, ...tags])

const cases: [string, string][] = [
  ['/api/v1/tenants/acme/notes', '/api/v1/notes'],
  ['/api/v1/tenants/acme/notes?limit=1', '/api/v1/notes?limit=1'],
  ['/api/v1/tenants/acme/notes/1/hold', '/api/v1/notes/1/hold'],
  ['/api/v1/tenants/a%20b/notes', '/api/v1/notes'],
  ['/api/v1/tenants/acme', '/api/v1/tenants/acme'],
  ['/api/v1/tenants', '/api/v1/tenants'],
  ['/api/v1/tenants?x=/notes', '/api/v1/tenants?x=/notes'],
  ['/api/v1/tenants/acme?x=/notes', '/api/v1/tenants/acme?x=/notes'],
  ['/api/v1/tenants/acme/suspend', '/api/v1/tenants/acme/suspend'],
  ['/api/v1/tenants/acme/tags', '/api/v1/tenants/acme/tags'],
  ['/api/v1/tenants/acme/tenants/beta/notes', '/api/v1/tenants/acme/tenants/beta/notes'],
  ['/api/v1/notes', '/api/v1/notes'],
  ['*', '*'],
]

for (const [url, expected] of cases) {
  test(`${url} is routed as ${expected}`, () => assert.equal(rewrite(url), expected))
}
