import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { bindingKeyFrom, Refusal, sealed, type Tenant, writeLines } from '@stoa/tenancy'
import fc from 'fast-check'
import pg from 'pg'
import { createOrder, createProduct, createSellerProfile } from '#commerce'
import { createTestDatabase, forEachPlacement, newTenant, type TestDatabase, testSecret, worldIn } from '#testing'
import { cloneTenant, exportTenant, importTenant } from '../index.ts'
import { tablesLeftOut } from './container.ts'

const bindingKey = bindingKeyFrom(testSecret)

async function connected<T>(url: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await body(client)
  } finally {
    await client.end()
  }
}

/** Every row of the tenant in every tenant table, without whose it is: found in another way than by the export. */
async function contentOf(admin: pg.Client, id: string, schema: string): Promise<Record<string, unknown>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind = 'r' order by 1`,
    [schema],
  )
  const content: Record<string, unknown> = {}
  for (const { name } of tables.filter((table) => !tablesLeftOut.includes(table.name))) {
    const { rows } = await admin.query(
      `select jsonb_agg(to_jsonb(t) - 'tenant_id' order by (to_jsonb(t) - 'tenant_id')::text) as all
       from "${schema}"."${name}" t where tenant_id = $1`,
      [id],
    )
    content[name] = rows[0].all
  }
  return content
}

async function gathered(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

async function* fed(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}

forEachPlacement((placement) => {
  const world = worldIn(placement)
  let tenant: Tenant
  let lines: string[]
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stoa-transfer-'))
    tenant = await newTenant(world().platform, 'source', placement)
    await world().scope(fill, tenant)
    await world().newCaller('owner', tenant)
    await world().newCaller('viewer', tenant)
    await world().requestAs(
      await world().newCaller('owner', tenant),
      'POST',
      '/products',
      {
        body: { title: 'Kept', type: 'physical', status: 'active', price_amount_minor: 1, currency: 'EUR' },
        headers: { 'idempotency-key': 'kept-answer' },
      },
      tenant,
    )
    await asAdmin((admin) =>
      admin.query(
        `insert into "${tenant.schema}".products (tenant_id, id, title, description, type, status, price_amount_minor,
           currency, tags, metadata, version, created_at, updated_at)
         select $1::uuid, gen_random_uuid(), 'T' || n, E'line\\n\\u2028 \\t "quoted" \\\\ {NULL,a}', 'physical', 'active', n, 'EUR',
           array['NULL', '', 'a,b', '"x"'], '{"a": null, "b": [1.50, "\\u00e9"]}', 1, now(), now()
         from generate_series(1, 1203) n`,
        [tenant.id],
      ),
    )
    await asAdmin((admin) =>
      admin.query(
        `insert into core.tenant_domains (domain, tenant_id, token, verified_at, created_at)
         values ('shop.source.example', $1, repeat('secret-of-domain', 2), now(), now())`,
        [tenant.id],
      ),
    )
    lines = await exported()
  })
  after(() => rm(folder, { recursive: true }))

  const place = (database: TestDatabase = world().database) => ({ urls: database.urls, bindingKey })
  const exported = (request = {}) => gathered(exportTenant(place(), { tenant: 'source', ...request }))
  const asAdmin = <T>(body: (admin: pg.Client) => Promise<T>) => connected(world().database.adminUrl, body)
  const content = (id: string, schema: string) => asAdmin((admin) => contentOf(admin, id, schema))
  const findSlug = (slug: string) =>
    asAdmin(
      async (admin) =>
        (
          await admin.query(
            `select slug as name from core.tenants where slug = $1
             union all select nspname from pg_namespace where nspname = 'tenant_' || replace($1, '-', '_')`,
            [slug],
          )
        ).rowCount,
    )

  for (const target of ['shared', 'schema'] as const) {
    test(`an export is imported into placement ${target} with every row equal, and is open at once`, async () => {
      const slug = `copy-${target}`
      const imported = await importTenant(place(), fed(lines), { slug, placement: target })
      assert.deepEqual([imported.tenant.status, imported.tenant.placement], ['active', target])
      assert.deepEqual(
        await content(imported.tenant.id, imported.tenant.schema_name),
        await content(tenant.id, tenant.schema),
      )
      assert.equal(imported.people, 3)
      assert.deepEqual(imported.domainsLeftOut, ['shop.source.example'])
      const copy = (await world().platform.registry.bySlug(slug))!
      const owner = await world().newCaller('owner', copy)
      const listed = await world().requestAs(owner, 'GET', '/products', { query: { total: 'true' } }, copy)
      assert.equal(listed.json().paging.total, 1203 + 7 + 1)
    })
  }

  test('an export is of one moment: what is written while it is read is not in it', async () => {
    const before = await content(tenant.id, tenant.schema)
    const reading = exportTenant(place(), { tenant: 'source' })
    const read = [(await reading.next()).value as string]
    await world().scope(async (scope) => {
      await createProduct(scope, { ...product, title: 'Too late' })
    }, tenant)
    await asAdmin((admin) =>
      admin.query(`update "${tenant.schema}".products set title = 'changed' where tenant_id = $1 and title = 'T1'`, [
        tenant.id,
      ]),
    )
    for await (const line of reading) read.push(line)
    const { tenant: copy } = await importTenant(place(), fed(read), { slug: 'moment' })
    assert.deepEqual(await content(copy.id, copy.schema_name), before)
    lines = await exported()
  })

  test('an unchanged tenant is exported alike each time, and its neighbour’s rows are not in it', async () => {
    await world().scope(fill, world().neighbour)
    const again = await exported()
    assert.deepEqual(again.slice(1, -1), lines.slice(1, -1))
  })

  test('no secret is in an export', async () => {
    const text = lines.join('\n')
    assert.ok(!text.includes('kept-answer') && !text.includes('secret-of-domain'))
    const { rows } = await asAdmin((admin) =>
      admin.query<{ secret: string }>(
        `select encode(refresh_salt, 'hex') as secret from core.sessions union all select encode(refresh_salt, 'base64')
         from core.sessions union all select id::text from core.sessions`,
      ),
    )
    assert.ok(rows.length > 3)
    for (const { secret } of rows) assert.ok(!text.includes(secret))
  })

  test('every platform table with tenants’ rows was decided on', async () => {
    const { rows } = await asAdmin((admin) =>
      admin.query<{ table: string }>(
        `select c.relname as table from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
         where a.attname = 'tenant_id' and c.relnamespace = 'core'::regnamespace order by 1`,
      ),
    )
    // Members travel without their logins, domains without their tokens: `people.ts`, `import-tenant.ts`. What opens the
    // tenant where it is, opens nothing elsewhere.
    assert.deepEqual(
      rows.map(({ table }) => table),
      ['api_keys', 'database_logins', 'ended_human_sessions', 'impersonations', 'memberships', 'tenant_domains'],
    )
  })

  test('whatever is cut from an export or changed in it, it is refused, and nothing of it is left', async () => {
    const small = await smallExport()
    const damage = fc.oneof(
      fc.record({ kind: fc.constant('cut'), at: fc.nat(small.length - 1) }),
      fc.record({ kind: fc.constant('drop'), at: fc.nat(small.length - 1) }),
      fc.record({ kind: fc.constant('double'), at: fc.nat(small.length - 1) }),
      fc.record({ kind: fc.constant('change'), at: fc.nat(small.length - 1), where: fc.nat(), to: fc.nat(93) }),
    )
    await fc.assert(
      fc.asyncProperty(damage, async (done) => {
        const damaged = damagedBy(done, small)
        if (damaged.join('\n') === small.join('\n')) return
        await assert.rejects(importTenant(place(), fed(damaged), { slug: 'damaged' }), (error) => {
          assert.ok(error instanceof Refusal, String(error))
          assert.match(error.code, /^tenancy\.export_(damaged|differs)$/)
          return true
        })
        assert.equal(await findSlug('damaged'), 0)
      }),
      { numRuns: 30 },
    )
  })

  test('an export whose tables other migrations made is refused, and so is a taken name', async () => {
    const manifest = JSON.parse(lines[0]!)
    manifest.rows.migrations.at(-1).checksum = 'other'
    const resealed = await gathered(sealed(fed([JSON.stringify(manifest), ...lines.slice(1, -1)])))
    await assert.rejects(importTenant(place(), fed(resealed), { slug: 'other' }), { code: 'tenancy.export_differs' })
    await assert.rejects(importTenant(place(), fed(lines)), { code: 'tenant.slug_taken' })
    const taken = { slug: 'fresh', subdomain: 'source' }
    await assert.rejects(importTenant(place(), fed(lines), taken), { code: 'tenant.subdomain_taken' })
    assert.equal((await findSlug('other'))! + (await findSlug('fresh'))!, 0)
  })

  test('of two imports under one slug at once, one is made', async () => {
    const results = await Promise.allSettled([1, 2].map(() => importTenant(place(), fed(lines), { slug: 'twice' })))
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const lost = results.find((result) => result.status === 'rejected')!
    assert.equal(lost.reason.code, 'tenant.slug_taken')
  })

  test('an import that is killed at any point leaves nothing, and can be repeated', async () => {
    const file = join(folder, 'source.jsonl')
    await writeLines(file, fed(lines))
    const program = fileURLToPath(new URL('../../../testing/killed-import.ts', import.meta.url))
    const points = [1, Math.floor(lines.length / 2), lines.length - 1]
    for (const after of points) {
      const call = JSON.stringify({ urls: world().database.urls, file, slug: 'killed', after })
      const child = spawn(process.execPath, [program, call], { stdio: 'inherit' })
      const [, signal] = await once(child, 'exit')
      assert.equal(signal, 'SIGKILL')
      assert.equal(await findSlug('killed'), 0)
    }
    const { tenant: made } = await importTenant(place(), fed(lines), { slug: 'killed' })
    assert.deepEqual(await content(made.id, made.schema_name), await content(tenant.id, tenant.schema))
  })

  test('on another platform, people are known by their address and keep their ids where they are new', async () => {
    const other = await createTestDatabase()
    try {
      const people = lines.flatMap((line) => (line.startsWith('{"person"') ? [JSON.parse(line).person] : []))
      await connected(other.urls.system, (system) =>
        system.query(`select core.person_for($1, 'Known', now())`, [people[0].email]),
      )
      const imported = await importTenant(place(other), fed(lines))
      assert.equal(imported.tenant.slug, 'source')
      assert.notEqual(imported.tenant.id, tenant.id)
      assert.deepEqual(imported.domainsLeftOut, [])
      await connected(other.adminUrl, async (admin) => {
        const { rows } = await admin.query(
          `select u.id = any($2::uuid[]) as has_old_id, u.is_superadmin, m.role from core.memberships m
           join core.users u on u.id = m.user_id where m.tenant_id = $1 and u.email = any($3) order by 1`,
          [imported.tenant.id, people.map(({ user_id }) => user_id), people.map(({ email }) => email)],
        )
        assert.deepEqual(
          rows.map(({ has_old_id, is_superadmin }) => [has_old_id, is_superadmin]),
          [[false, false], ...people.slice(1).map(() => [true, false])],
        )
        const domains = await admin.query('select verified_at, token from core.tenant_domains where tenant_id = $1', [
          imported.tenant.id,
        ])
        assert.equal(domains.rows[0].verified_at, null)
        assert.doesNotMatch(domains.rows[0].token, /secret/)
        assert.deepEqual(
          await contentOf(admin, imported.tenant.id, imported.tenant.schema_name),
          await content(tenant.id, tenant.schema),
        )
      })
    } finally {
      await other.drop()
    }
  })

  test('a clone has the same rows under a tenant of its own, in either placement, without people if wished', async () => {
    for (const target of ['shared', 'schema'] as const) {
      const slug = `clone-${target}`
      const request = { tenant: tenant.id, slug, placement: target, isWithoutPeople: target === 'schema' }
      const clone = await cloneTenant(place(), request)
      assert.equal(clone.people, target === 'schema' ? 0 : 3)
      assert.deepEqual(
        await content(clone.tenant.id, clone.tenant.schema_name),
        await content(tenant.id, tenant.schema),
      )
    }
    await assert.rejects(cloneTenant(place(), { tenant: 'source', slug: 'clone-shared' }), {
      code: 'tenant.slug_taken',
    })
    const open = await asAdmin((admin) =>
      admin.query(`select application_name from pg_stat_activity where datname = current_database()
        and application_name in ('stoa export', 'tenancy export', 'stoa import')`),
    )
    assert.deepEqual(open.rows, [])
  })

  test('a member who was changed lately is let in with a token that names the clone, too', async () => {
    const { tenant: source, userId } = await tenantWithChangedMember()
    await cloneTenant(place(), { tenant: source.id, slug: `clone-of-${source.slug}` })
    await waitFor(async () => {
      const { access_token: token } = await world().platform.identity.openSession(userId)
      const me = await world().requestAs({ userId, token }, 'GET', '/auth/me', {}, undefined)
      return me.statusCode === 200 && me.json().tenants.length === 2
    })
  })

  async function tenantWithChangedMember() {
    const made = await newTenant(world().platform, `changed-${placement}`, placement)
    const owner = await world().newCaller('owner', made)
    const { userId } = await world().newCaller('viewer', made)
    const body = { role: 'operator' }
    const changed = await world().requestAs(owner, 'PATCH', `/users/${userId}`, { body }, made)
    assert.equal(changed.statusCode, 200, changed.body)
    return { tenant: made, userId }
  }

  async function smallExport(): Promise<string[]> {
    const small = await newTenant(world().platform, `small-${placement}`, placement)
    await world().scope(async (scope) => void (await createProduct(scope, product)), small)
    await world().newCaller('owner', small)
    return gathered(exportTenant(place(), { tenant: small.slug }))
  }
})

/** For what other connections hear of after its commit. */
async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 5_000; Date.now() < until; ) if (await isSo()) return
  assert.fail('it did not come to be')
}

const product = {
  title: 'Shirt',
  type: 'physical',
  status: 'active',
  price_amount_minor: 100,
  currency: 'EUR',
  stock_quantity: 9,
} as const

async function fill(scope: Parameters<typeof createProduct>[0]): Promise<void> {
  const seller = await createSellerProfile(scope, { store_name: 'Store', slug: 'store' })
  for (let n = 0; n < 7; n++) {
    const { id } = await createProduct(scope, { ...product, seller_id: seller.id })
    await createOrder(scope, { items: [{ product_id: id, quantity: 1 }] })
  }
}

function damagedBy(
  done: { kind: string; at: number; where?: number; to?: number },
  lines: readonly string[],
): string[] {
  const { kind, at, where = 0, to = 0 } = done
  if (kind === 'cut') return lines.slice(0, at)
  if (kind === 'drop') return lines.toSpliced(at, 1)
  if (kind === 'double') return lines.toSpliced(at, 0, lines[at]!)
  const line = lines[at]!
  const index = where % line.length
  return lines.with(at, line.slice(0, index) + String.fromCharCode(33 + to) + line.slice(index + 1))
}
