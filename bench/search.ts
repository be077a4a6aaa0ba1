/**
 * `npm run bench:search`: what a search costs beside a page of the list, in one tenant of a million products and among
 * 1,000 tenants of 1,000 products each; then what making a product costs with its words and without them. Each case prints
 * a line of JSON, and the plan of a search as the role of tenants' scopes.
 */
import { parseArgs } from 'node:util'
import type pg from 'pg'
import type { Statement } from '../packages/tenancy/src/index.ts'
import { Compiler } from '../packages/tenancy/src/statement/compile.ts'
import { productSearch } from '../server/src/commerce/catalogue/store.ts'
import { costOfCreating } from './creating-cost.ts'
import { load } from './load.ts'
import { Rig } from './rig.ts'
import { addTenants, type BenchTenant, tenantBySlug } from './rows.ts'
import { signIn } from './sign-in.ts'
import { fillVaried, wordOf } from './varied-products.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    tenants: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '5' },
  },
})
const rows = Number(values.rows)
const seconds = Number(values.seconds)

/** Words by how many titles and descriptions say them; see `fillVaried`. */
const common = wordOf(0)
const usual = wordOf(40)
const rare = wordOf(7_900)

const queries: Record<string, string> = {
  'a rare word': rare,
  'a usual word': usual,
  'the most common word': common,
  'two usual words': `${usual} ${wordOf(41)}`,
  'the two most common words': `${common} ${wordOf(1)}`,
  'a rare and a common word': `${common} ${rare}`,
  'a beginning of many words': usual.slice(0, 2),
  'a typing error': `${usual.slice(0, -1)}x`,
  'nothing found': 'zzzzzz',
}

const rig = await Rig.open()
try {
  const stoa = await rig.stoa(18080)
  const at = { serverPid: stoa.process.pid!, databasePid: rig.databasePid }
  const token = await signIn(stoa.url, 'superadmin@example.com')
  console.log(JSON.stringify({ case: 'create', ...(await costOfCreating(rig)) }))

  const ids = await addTenants(rig.admin, Number(values.tenants))
  await fillVaried(rig.admin, 'shared', ids, 1_000)
  const large = await tenantBySlug(rig.admin, 'acme')
  await fillVaried(rig.admin, large.schema, [large.id], rows)

  for (const [what, tenantIds] of Object.entries({ [`${rows} products`]: [large.id], '1000 products each': ids })) {
    const headers = { 'x-tenant-id': tenantIds[0]!, authorization: `Bearer ${token}` }
    const requests = tenantIds.map((id) => ({ headers: { ...headers, 'x-tenant-id': id } }))
    const measure = async (query: string, total = false) => {
      const target = {
        ...at,
        url: `${stoa.url}/api/v1/products?limit=20&total=${total}${query}`,
        method: 'GET' as const,
        headers,
        requests,
      }
      await load(target, 1, 1)
      const alone = await load(target, seconds, 1)
      return {
        p50_ms: alone.p50Ms,
        p99_ms: alone.p99Ms,
        server_us: alone.serverMicroseconds,
        postgres_us: alone.databaseMicroseconds,
      }
    }
    console.log(JSON.stringify({ tenants: what, case: 'list', ...(await measure('')) }))
    for (const [name, q] of Object.entries(queries)) {
      console.log(JSON.stringify({ tenants: what, case: name, ...(await measure(`&q=${encodeURIComponent(q)}`)) }))
    }
    const sorted = await measure(`&q=${encodeURIComponent(usual)}&sort=title`)
    console.log(JSON.stringify({ tenants: what, case: 'a usual word, sorted by title', ...sorted }))
    const counted = await measure(`&q=${encodeURIComponent(usual)}`, true)
    console.log(JSON.stringify({ tenants: what, case: 'a usual word, with its total', ...counted }))
  }
  for (const [name, plan] of Object.entries(plansFor(usual, common))) {
    console.log(`${name}:\n${await explain(rig.admin, large, plan)}`)
  }
} finally {
  await rig.close()
}

interface Planned {
  // biome-ignore lint/suspicious/noExplicitAny: statements of every argument, row and shape type
  statement: Statement<any, any, any>
  shape?: object
  args: Record<string, unknown>
}

function plansFor(lead: string, other: string): Record<string, Planned> {
  const { ranked, lookups } = productSearch
  const shape = { filters: [], hasCursor: false, hasOthers: true, hasSeveral: false }
  const terms = { term_no: [0], term_from: [other], term_to: [other], term_count: 1 }
  const look = { nos: [0], words: [lead], ends: [`${lead}\u{10FFFF}`], most: 17, counted: 1 }
  return {
    'which words begin so': { statement: lookups.beginning, shape: { isCounted: false }, args: look },
    'which words are alike': { statement: lookups.alike, shape: { isCounted: false }, args: look },
    'a page by rank': {
      statement: ranked.rows,
      shape,
      args: { ...terms, lead_words: [lead], lead_nearness: [2], limit: 21, skip: 0 },
    },
  }
}

/** The plan of a statement, as the role of tenants' scopes and bound to the tenant, and so under row security. */
async function explain(admin: pg.Client, tenant: BenchTenant, { statement, shape, args }: Planned): Promise<string> {
  const { prepared, parameters } = new Compiler([]).compile(statement, shape, tenant.schema)
  const named: Record<string, unknown> = { ...args, tenant_id: tenant.id }
  const given = parameters.map((parameter) => ('constant' in parameter ? parameter.constant : named[parameter.name]))
  await admin.query('begin')
  await admin.query(`select set_config('tenancy.binding', tenancy.owner_binding($1), true)`, [tenant.id])
  await admin.query('set local role stoa_app')
  const { rows } = await admin.query(`explain (analyze, costs off, summary off) ${prepared.text}`, given)
  await admin.query('rollback')
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}
