/**
 * `npm run bench`: what the README says about speed. Both sides run alternately in one go on the same database; each case
 * prints one line of JSON. `npm run bench -- list create` runs the named cases only, `--rounds` and `--seconds` set how much.
 */
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startEmbedded } from '../server/src/embedded/index.ts'
import { type Comparison, compare, type Target } from './load.ts'
import { fillProducts, tenantBySlug } from './rows.ts'
import { startServer, stopServer } from './server.ts'
import { signIn } from './sign-in.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } },
})

type Call = Omit<Target, 'serverPid' | 'databasePid'>

const stoaUrl = 'http://127.0.0.1:18080'
const peerUrl = 'http://127.0.0.1:18081'
const productsPerTenant = 10_000

const dataDir = mkdtempSync(join(tmpdir(), 'stoa-bench-'))
const database = await startEmbedded({ dataDir })
const servers: ChildProcess[] = []
try {
  const stoa = await startServer('server/src/main.ts', { ...common(), PORT: '18080' }, `${stoaUrl}/health/live`)
  servers.push(stoa)
  const peer = await startServer('bench/peer.ts', { ...common(), PORT: '18081' }, `${peerUrl}/products`)
  servers.push(peer)
  for (const [name, run] of Object.entries(await prepareCases(stoa.pid!, peer.pid!))) {
    if (positionals.length > 0 && !positionals.some((wanted) => name.startsWith(wanted))) continue
    console.log(JSON.stringify({ case: name, ...(await run()) }))
  }
} finally {
  for (const server of servers) await stopServer(server)
  await database.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

function common(): Record<string, string> {
  return { DATABASE_URL: database.adminUrl, NODE_ENV: 'production', STOA_DATA: join(dataDir, 'stoa') }
}

async function prepareCases(stoaPid: number, peerPid: number): Promise<Record<string, () => Promise<Comparison>>> {
  const admin = new pg.Client(database.adminUrl)
  await admin.connect()
  const shared = await tenantBySlug(admin, 'acme')
  const own = await tenantBySlug(admin, 'chara')
  for (const tenant of [shared, own]) await fillProducts(admin, tenant, productsPerTenant)
  await admin.end()
  const sharedToken = await signIn(stoaUrl, 'owner@acme.example')
  const ownToken = await signIn(stoaUrl, 'owner@chara.example')
  const databasePid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  const against = (stoa: Call, peer: Call) => () =>
    compare(
      { ...stoa, serverPid: stoaPid, databasePid },
      { ...peer, serverPid: peerPid, databasePid },
      Number(values.rounds),
      Number(values.seconds),
    )
  return {
    'list 20 products, placement shared': against(
      listing(stoaUrl, shared.id, sharedToken),
      listing(peerUrl, shared.id),
    ),
    'list 20 products, placement schema': against(listing(stoaUrl, own.id, ownToken), listing(peerUrl, shared.id)),
    'create product, placement shared': against(
      creating(stoaUrl, shared.id, sharedToken),
      creating(peerUrl, shared.id),
    ),
    'create product, placement schema': against(creating(stoaUrl, own.id, ownToken), creating(peerUrl, shared.id)),
  }
}

function listing(baseUrl: string, tenantId: string, token?: string): Call {
  // Neither side counts the total: the page is what is compared.
  const url = token ? `${baseUrl}/api/v1/products?limit=20&total=false` : `${baseUrl}/products?limit=20`
  return { url, method: 'GET', headers: headersFor(tenantId, token) }
}

function creating(baseUrl: string, tenantId: string, token?: string): Call {
  return {
    url: token ? `${baseUrl}/api/v1/products` : `${baseUrl}/products`,
    method: 'POST',
    headers: { ...headersFor(tenantId, token), 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Linen shirt', type: 'physical', price_amount_minor: 4900, currency: 'EUR' }),
  }
}

function headersFor(tenantId: string, token: string | undefined): Record<string, string> {
  return { 'x-tenant-id': tenantId, ...(token && { authorization: `Bearer ${token}` }) }
}
