/**
 * `npm run bench:move`: what a move costs, there and back, while the tenant writes and a neighbour writes and reads. Each
 * move prints one line of JSON. `-- --rows 10000` measures tenants of that size only.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  bindingKeyFrom,
  CachedRegistry,
  createTenancy,
  endStalePause,
  ensureRoles,
  installBindingKey,
  migrate,
  type Placement,
  postgresTenants,
  roleUrls,
  type Tenant,
} from '@stoa/tenancy'
import pg from 'pg'
import { createProduct, type NewProduct } from '../server/src/commerce/index.ts'
import { startEmbedded } from '../server/src/embedded/index.ts'
import { migrationDirectories, scopedTables, statement } from '../server/src/platform/database/index.ts'
import { createTenant, moveTenantTo } from '../server/src/platform/tenants/index.ts'
import { Lane } from './lane.ts'
import { fillProducts } from './rows.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000,100000' } } })
const secret = 'a secret that only the bench uses, 32 bytes'
const actor = { kind: 'system' } as const
const quietMs = 5_000
const product: NewProduct = { title: 'Linen shirt', type: 'physical', price_amount_minor: 4900, currency: 'EUR' }
const latest = statement('bench.latest', (db) =>
  db.selectFrom('products').select(['id', 'title']).orderBy('created_at', 'desc').limit(20),
)

const home = mkdtempSync(join(tmpdir(), 'stoa-move-'))
const server = await startEmbedded({ dataDir: home })
const urls = roleUrls(server.adminUrl, secret)
const pool = new pg.Pool({ connectionString: urls.system, max: 4 })
const registry = new CachedRegistry(postgresTenants(pool))
registry.watched(true)
const tenancy = createTenancy({
  urls,
  bindingKey: bindingKeyFrom(secret),
  scopedTables,
  refresh: async (id) => {
    await endStalePause(pool, id)
    return registry.refresh(id)
  },
})
try {
  await ensureRoles(server.adminUrl, secret)
  await migrate({ ownerUrl: urls.owner, directories: migrationDirectories })
  await installBindingKey(urls.owner, bindingKeyFrom(secret))
  const neighbour = await newTenant('neighbour', 10_000)
  for (const rows of values.rows.split(',').map(Number)) {
    const tenant = await newTenant(`rows-${rows}`, rows)
    for (const to of ['schema', 'shared'] as const) await measure(tenant, neighbour, rows, to)
  }
} finally {
  await tenancy.close()
  await pool.end()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

async function newTenant(slug: string, rows: number): Promise<Tenant> {
  const { id } = await tenancy.system({ actor, mode: 'write' }, (scope) => createTenant(scope, { name: slug, slug }))
  const tenant = (await registry.byId(id))!
  const admin = new pg.Client(server.adminUrl)
  await admin.connect()
  await fillProducts(admin, tenant, rows)
  await admin.end()
  return tenant
}

async function measure(tenant: Tenant, neighbour: Tenant, rows: number, to: Placement): Promise<void> {
  const write = async ({ id }: Tenant) =>
    tenancy.scope((await registry.byId(id))!, { actor, mode: 'write' }, (scope) => createProduct(scope, product))
  const lanes = {
    writes: new Lane(() => write(tenant)),
    neighbourWrites: new Lane(() => write(neighbour)),
    neighbourReads: new Lane(() => tenancy.scope(neighbour, { actor, mode: 'read' }, (scope) => scope.all(latest, {}))),
  }
  try {
    await quiet()
    for (const lane of Object.values(lanes)) lane.take()
    await quiet()
    const before = summaries(lanes, quietMs)
    const { pauseMs, attempt, durationMs, tables } = await moveTenantTo(tenancy, urls.owner, tenant.id, to)
    const during = summaries(lanes, durationMs)
    const isHashedInPause = tables.products!.hash !== undefined
    console.log(JSON.stringify({ rows, to, durationMs, pauseMs, attempt, isHashedInPause, before, during }))
  } finally {
    await Promise.all(Object.values(lanes).map((lane) => lane.stop()))
  }
}

function summaries(lanes: Record<string, Lane>, durationMs: number) {
  return Object.fromEntries(Object.entries(lanes).map(([name, lane]) => [name, summary(lane.take(), durationMs)]))
}

function summary(times: number[], durationMs: number) {
  const at = (share: number) => Math.round(10 * (times[Math.floor(times.length * share)] ?? 0)) / 10
  return {
    perSecond: Math.round((times.length * 1000) / durationMs),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1 - 1e-9),
  }
}

function quiet(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, quietMs))
}
