import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { SystemScope } from '@stoa/tenancy'
import pg from 'pg'
import { ensureMember } from '#platform/identity'
import { forEachPlacement, worldIn } from '#testing'
import { createTenant, ensureTenant } from './index.ts'

const write = { actor: { kind: 'system' }, mode: 'write' } as const

forEachPlacement((placement) => {
  const world = worldIn(placement)

  async function asAdmin<T>(body: (admin: pg.Client) => Promise<T>): Promise<T> {
    const admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    try {
      return await body(admin)
    } finally {
      await admin.end()
    }
  }

  function inSystem<T>(body: (scope: SystemScope) => Promise<T>): Promise<T> {
    return world().platform.tenancy.system(write, body)
  }

  /** Whether there is exactly one tenant of that slug, with all that belongs to it. */
  async function requireWhole(slug: string): Promise<void> {
    await asAdmin(async (admin) => {
      const { rows } = await admin.query(
        `select t.status, t.schema_name,
           (select count(*)::int from core.tenant_domains d where d.tenant_id = t.id) as domains,
           (select count(*)::int from core.memberships m where m.tenant_id = t.id and m.role = 'owner') as owners,
           (select count(*)::int from pg_tables where schemaname = t.schema_name) as tables,
           (select count(*)::int from pg_tables where schemaname = 'shared') as wanted,
           (select count(*)::int from tenancy.tenant_schemas s where s.schema_name = t.schema_name) as known
         from core.tenants t where t.slug = $1`,
        [slug],
      )
      const schema_name = placement === 'shared' ? 'shared' : `tenant_${slug}`
      const { tables, ...found } = rows[0]
      assert.deepEqual(
        [found, rows.length],
        [{ status: 'active', schema_name, domains: 1, owners: 1, wanted: tables, known: 1 }, 1],
      )
    })
  }

  function provision(slug: string) {
    return inSystem(async (scope) => {
      const tenant = await ensureTenant(scope, { name: slug, slug, placement, domains: [`${slug}.example`] })
      await ensureMember(scope, { tenant_id: tenant.id, email: `owner@${slug}.example`, name: 'Owner', role: 'owner' })
      return tenant
    })
  }

  for (const point of ['begun', 'written', 'committing', 'done'] as const) {
    test(`killed when it was ${point}, and called again, there is one whole tenant`, async () => {
      const slug = `killed${point}`
      const program = fileURLToPath(new URL('../../testing/killed-creation.ts', import.meta.url))
      const call = JSON.stringify({ urls: world().database.urls, slug, placement, point })
      const child = spawn(process.execPath, [program, call], { stdio: 'inherit' })
      const [, signal] = await once(child, 'exit')
      assert.equal(signal, 'SIGKILL')
      // What the killed one had begun may still hold its locks until the database has noticed.
      const { id } = await provision(slug)
      await requireWhole(slug)
      assert.equal((await provision(slug)).id, id)
    })
  }

  test('of several who make the same tenant at once, one does, and the others are told so', async () => {
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => provision('crowded')))
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
    assert.ok(refused.length < 4)
    assert.ok(refused.every((code) => code === 'tenant.slug_taken'))
    await requireWhole('crowded')
  })

  test('a tenant that was begun and not finished is completed as it is asked for now, under its id', async () => {
    const schema = placement === 'shared' ? 'shared' : 'tenant_stuck'
    const id = '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e01'
    await asAdmin(async (admin) => {
      await admin.query(
        `insert into core.tenants (id, name, slug, subdomain, status, placement, schema_name, epoch, plan, region, version,
           created_at, updated_at)
         values ($1, 'Stuck', 'stuck', 'stuck-sub', 'provisioning', $2, $3, 4, 'free', 'eu', 1, now(), now())`,
        [id, placement, schema],
      )
      await admin.query(
        `insert into core.tenant_domains (domain, tenant_id, token, created_at)
         values ('old.stuck.example', $1, repeat('t', 48), now())`,
        [id],
      )
    })
    const other = placement === 'shared' ? 'schema' : 'shared'
    await assert.rejects(
      inSystem((scope) => createTenant(scope, { name: 'Stuck', slug: 'stuck', placement: other })),
      { code: 'tenant.slug_taken' },
    )
    const results = await Promise.allSettled([provision('stuck'), provision('stuck')])
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    assert.ok(made.length > 0)
    for (const tenant of made) assert.deepEqual([tenant.id, tenant.epoch], [id, 4])
    await requireWhole('stuck')
    const tenant = (await world().platform.registry.bySlug('stuck'))!
    const listed = await world().requestAs(await world().newCaller('owner', tenant), 'GET', '/products', {}, tenant)
    assert.equal(listed.statusCode, 200)
  })

  test('a tenant that is there is what was asked for, unless it is deleted or lies elsewhere', async () => {
    const ask = (request: object = {}) =>
      inSystem((scope) => ensureTenant(scope, { name: 'Other', slug: 'acme', ...request }))
    assert.equal((await ask()).id, world().tenant.id)
    const other = placement === 'shared' ? 'schema' : 'shared'
    await assert.rejects(ask({ placement: other }), { code: 'tenant.slug_taken' })
    await asAdmin((admin) =>
      admin.query(`update core.tenants set status = 'deleted', deleted_at = now() where slug = 'acme'`),
    )
    await assert.rejects(ask(), { code: 'tenant.slug_taken' })
  })
})
