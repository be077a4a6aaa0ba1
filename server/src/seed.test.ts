import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CachedRegistry, postgresTenants } from '@stoa/tenancy'
import pg from 'pg'
import { suspendTenant } from '#platform/tenants'
import { newTenant, worldIn } from '#testing'
import { findDemoTenants, seed } from './seed.ts'

const world = worldIn('shared')

/** As a process sees them that has just started. */
async function demoSlugs(): Promise<string[]> {
  const lookups = new pg.Pool({ connectionString: world().database.urls.system, max: 1 })
  try {
    return (await findDemoTenants(new CachedRegistry(postgresTenants(lookups)))).map(({ slug }) => slug)
  } finally {
    await lookups.end()
  }
}

test('beside a tenant of its own the platform keeps the demo it has, and gets no more of it', async () => {
  const { tenancy, registry } = world().platform
  await newTenant(world().platform, 'delta', 'shared')
  assert.equal(await seed(tenancy, registry), false)
  assert.deepEqual(await demoSlugs(), ['acme', 'bravo'])
})

test('a demo tenant that nobody can enter is not shown', async () => {
  const options = { actor: { kind: 'system' }, mode: 'write' } as const
  await world().platform.tenancy.system(options, (scope) => suspendTenant(scope, world().neighbour.id))
  assert.deepEqual(await demoSlugs(), ['acme'])
})
