import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type pg from 'pg'
import { inSession, openedLogin, worldIn } from '#testing'
import { leaveSampleRows } from '../sample-rows.ts'

const settings = `
  set enable_seqscan = on; set enable_indexscan = off; set enable_bitmapscan = off; set enable_indexonlyscan = off;
  set max_parallel_workers_per_gather = 0`

/** The scan that read fewest blocks of three: what the server reads of its catalogue in between is not the query's. */
async function quietly(client: pg.Client, condition: string) {
  const scans = [await scanned(client, condition), await scanned(client, condition), await scanned(client, condition)]
  return scans.reduce((least, scan) => (scan.blocks < least.blocks ? scan : least))
}

/** The filter of a scan over all tenants' rows, and the blocks that were read to answer. */
async function scanned(client: pg.Client, condition: string): Promise<{ filter: string; blocks: number }> {
  const query = `explain (analyze, buffers, costs off, timing off, summary off) select from shared.products where ${condition}`
  await client.query(query)
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(query)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  return { filter: /Filter: (.*)/.exec(plan)![1]!, blocks: Number(/Buffers: shared hit=(\d+)/.exec(plan)![1]) }
}

const conditions: ((value: string) => string)[] = [
  (value) => `sku = ${value}`,
  (value) => `sku >= ${value}`,
  (value) => `(sku = ${value}) is true`,
  (value) => `not (sku <> ${value})`,
  (value) => `sku = any (array[${value}])`,
  (value) => `sku = all (array[${value}])`,
  (value) => `(sku = any (array[${value}])) is not false`,
  (value) => `sku in (${value}, 'x')`,
  (value) => `nullif(sku, ${value}) is null`,
  (value) => `sku is not distinct from ${value}`,
  (value) => `coalesce(sku, 'x') = ${value}`,
  (value) => `case when sku = ${value} then true end`,
  (value) => `(sku = ${value} or currency = 'XXX')`,
  (value) => `(sku, title) >= (${value}, '')`,
  (value) => `sku like ${value}`,
  (value) => `starts_with(sku, ${value})`,
]

/** A login has EXPLAIN and may choose how its queries are run: row security must be what is asked first all the same. */
describe('a login on shared tables', () => {
  const world = worldIn('shared')
  let login: { url: string }

  before(async () => {
    await leaveSampleRows(world())
    await leaveSampleRows(world(), world().neighbour)
    login = await openedLogin(world(), 'read_only')
  })

  for (const [name, cost] of [
    ['as costs are', ''],
    ['where all comparisons are said to be free', 'set cpu_operator_cost = 0'],
    ['where they are said to be dear', 'set cpu_operator_cost = 1000'],
  ]) {
    for (const condition of conditions) {
      test(`EXPLAIN does not tell whether another tenant's row meets ${condition('a value')}, ${name}`, async () => {
        await inSession(login, async (client) => {
          await client.query(`${settings}; ${cost}`)
          const hit = await quietly(client, condition(`'first-kept-by-bravo'`))
          const miss = await quietly(client, condition(`'nobody has this one'`))
          assert.match(hit.filter, /^\(+tenant_id = ANY \(ARRAY\[tenancy\.login_tenant\(\)\]\)/)
          assert.equal(hit.blocks, miss.blocks)
        })
      })
    }
  }

  test('as a tool would ask, row security is a condition of the index and not one of each row', async () => {
    await inSession(login, async (client) => {
      for (const query of [
        'select * from products',
        `select * from products where title >= 'a'`,
        'select count(*) from orders join order_items on order_items.tenant_id = orders.tenant_id and order_id = orders.id',
      ]) {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${query}`)
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
        assert.match(plan, /Index Cond: .*login_tenant/)
        assert.doesNotMatch(plan, /Filter: .*login_tenant/)
      }
    })
  })

  /** What docs/security.md says stays visible. When it fails, something got better: say so there. */
  test('how many rows of all tenants have no value in a column can be counted', async () => {
    await inSession(login, async (client) => {
      await client.query(settings)
      assert.match((await scanned(client, 'deleted_at is null')).filter, /^\(+deleted_at IS NULL/)
    })
  })
})
