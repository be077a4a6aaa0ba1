/**
 * `npm run bench:behaviour`: how costs change with distance, tenants and products, beside slow queries, and at the start.
 * Each case prints lines of JSON; `-- products tenants` runs the named ones only.
 */
import { parseArgs } from 'node:util'
import { DatabaseProxy } from '../packages/tenancy/src/testing/database-proxy.ts'
import { creating, listing } from './calls.ts'
import { load, type Measured, type Target } from './load.ts'
import { residentMegabytes } from './memory.ts'
import { Rig } from './rig.ts'
import { addTenants, fillProducts, tenantBySlug } from './rows.ts'
import { signIn } from './sign-in.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '5' } },
})
const seconds = Number(values.seconds)

const rig = await Rig.open()
const stoa = await rig.stoa(18080)
const at = { serverPid: stoa.process.pid!, databasePid: rig.databasePid }
const cases: Record<string, () => Promise<void>> = { start, distance, tenants, products, slow }
try {
  for (const [name, run] of Object.entries(cases)) {
    if (positionals.length === 0 || positionals.includes(name)) await run()
  }
} finally {
  await rig.close()
}

/** What it takes until a server on an existing database answers, and what it holds when nobody asks. */
async function start(): Promise<void> {
  const before = performance.now()
  const second = await rig.stoa(18082)
  const readyMs = Math.round(performance.now() - before)
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  tell('start', { ready_ms: readyMs, idle_mb: residentMegabytes(second.process.pid!) })
  await rig.stop(second.process)
}

/** One caller, and a database 20 ms away: what takes n round trips takes n times 20 ms. */
async function distance(): Promise<void> {
  const proxy = await DatabaseProxy.open(rig.database.adminUrl, 10)
  const far = await rig.stoa(18082, proxy.url)
  const tenant = await tenantBySlug(rig.admin, 'acme')
  const token = await signIn(far.url, 'owner@acme.example')
  const create = creating(far.url, tenant.id, token)
  const keys = Array.from({ length: 10_000 }, (_, n) => `distance-${n}`)
  const requests = keys.map((key) => ({ headers: { ...create.headers, 'idempotency-key': key } }))
  const calls: Record<string, Target> = {
    list: { ...at, ...listing(far.url, tenant.id, token) },
    create: { ...at, ...create },
    // Not warmed: a key that comes again is answered from what was kept.
    'create with an idempotency key': { ...at, ...create, requests },
  }
  for (const [what, call] of Object.entries(calls)) {
    if (!call.requests) await load(call, 1, 1)
    const { p50Ms } = await load(call, seconds, 1)
    tell('distance', { round_trip_ms: 20, what, p50_ms: p50Ms })
  }
  await rig.stop(far.process)
  await proxy.close()
}

/** Requests for many tenants in turn, with ever more tenants beside them. */
async function tenants(): Promise<void> {
  const token = await signIn(stoa.url, 'superadmin@example.com')
  for (const count of [10, 1_000, 10_000]) {
    const ids = await addTenants(rig.admin, count)
    const call = listing(stoa.url, ids[0]!, token)
    const requests = ids.map((id) => ({ headers: { ...call.headers, 'x-tenant-id': id } }))
    await load({ ...at, ...call, requests }, 2)
    tell('tenants', { tenants: count, ...brief(await load({ ...at, ...call, requests }, seconds)) })
  }
}

/** A page and a new product, with ever more products in the tenant. */
async function products(): Promise<void> {
  const tenant = await tenantBySlug(rig.admin, 'bravo')
  const token = await signIn(stoa.url, 'owner@bravo.example')
  let there = 0
  for (const count of [10_000, 100_000, 1_000_000]) {
    await fillProducts(rig.admin, tenant, count - there)
    there = count
    for (const [what, call] of Object.entries({ list: listing, create: creating })) {
      const target = { ...at, ...call(stoa.url, tenant.id, token) }
      await load(target, 2)
      tell('products', { products: count, what, ...brief(await load(target, seconds)) })
    }
  }
}

/** Pages of one tenant: alone, beside counting a million rows past Stoa, and beside the same through Stoa. */
async function slow(): Promise<void> {
  const [quick, large] = [await tenantBySlug(rig.admin, 'acme'), await tenantBySlug(rig.admin, 'bravo')]
  const [quickToken, largeToken] = [
    await signIn(stoa.url, 'owner@acme.example'),
    await signIn(stoa.url, 'owner@bravo.example'),
  ]
  const { rows } = await rig.admin.query('select count(*)::int as n from shared.products where tenant_id = $1', [
    large.id,
  ])
  if (rows[0].n < 1_000_000) await fillProducts(rig.admin, large, 1_000_000 - rows[0].n)
  const target = { ...at, ...listing(stoa.url, quick.id, quickToken) }
  const counting = listing(stoa.url, large.id, largeToken)
  await load(target, 2)
  const past = () => rig.admin.query('select count(*) from shared.products where tenant_id = $1', [large.id])
  const through = () => fetch(counting.url.replace('total=false', 'total=true'), { headers: counting.headers })
  for (const [beside, work] of Object.entries({
    nothing: undefined,
    'the same past Stoa': past,
    'slow reads': through,
  })) {
    let isOver = false
    let ended = 0
    const working = (async () => {
      while (work && !isOver) {
        await work()
        ended++
      }
    })()
    const measured = await load(target, seconds)
    isOver = true
    await working
    const { p50Ms, p99Ms, p999Ms } = measured
    tell('slow', { beside, slow_ended: ended, p50_ms: p50Ms, p99_ms: p99Ms, p999_ms: p999Ms })
  }
}

function brief({ requestsPerSecond, p99Ms, serverMicroseconds, databaseMicroseconds }: Measured) {
  return { requestsPerSecond, p99Ms, serverMicroseconds, databaseMicroseconds }
}

function tell(name: string, facts: object): void {
  console.log(JSON.stringify({ case: name, ...facts }))
}
