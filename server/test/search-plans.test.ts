import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Statement } from '@stoa/tenancy'
import pg from 'pg'
import { forEachPlacement, worldIn } from '#testing'
import { fillVaried, wordOf } from '../../bench/varied-products.ts'
import { Compiler } from '../../packages/tenancy/src/statement/compile.ts'
import { productSearch } from '../src/commerce/catalogue/store.ts'

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Filter?: string
  Plans?: Plan[]
}

const [common, usual] = [wordOf(0), wordOf(40)]
const look = { nos: [0], words: [usual], ends: [`${usual}\u{10FFFF}`], most: 13, counted: 5_000 }
const terms = { term_no: [0], term_from: [common], term_to: [common], term_count: 1 }
const page = { ...terms, lead_words: [usual], lead_nearness: [2], limit: 21, skip: 0 }
const { ranked, lookups } = productSearch

forEachPlacement((placement) => {
  const world = worldIn(placement)

  before(() =>
    asAdmin(async (admin) => {
      for (const { schema, id } of [world().tenant, world().neighbour]) await fillVaried(admin, schema, [id], 3_000)
    }),
  )

  async function asAdmin<T>(body: (admin: pg.Client) => Promise<T>): Promise<T> {
    const admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    try {
      return await body(admin)
    } finally {
      await admin.end()
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: statements of every argument, row and shape type
  async function planOf(statement: Statement<any, any, any>, shape: object, args: Record<string, unknown>) {
    const { id, schema } = world().tenant
    const { prepared, parameters } = new Compiler([]).compile(statement, shape, schema)
    const given: Record<string, unknown> = { ...args, tenant_id: id }
    const values = parameters.map((parameter) => ('constant' in parameter ? parameter.constant : given[parameter.name]))
    return asAdmin(async (admin) => {
      await admin.query('begin')
      await admin.query(`select set_config('tenancy.binding', tenancy.owner_binding($1), true)`, [id])
      await admin.query('set local role stoa_app')
      const { rows } = await admin.query(`explain (format json) ${prepared.text}`, values)
      return nodesOf(rows[0]['QUERY PLAN'][0].Plan)
    })
  }

  for (const [what, statement, shape, args] of [
    ['words that begin so', lookups.beginning, { isCounted: true }, look],
    ['words that are alike', lookups.alike, { isCounted: true }, look],
    ['a page', ranked.rows, { filters: [], hasCursor: false, hasOthers: true, hasSeveral: false }, page],
  ] as const) {
    test(`under row security the index finds ${what}, by tenant and word, and no table is read through`, async () => {
      const nodes = await planOf(statement, shape, args)
      assert.ok(!nodes.some((node) => node['Node Type'] === 'Seq Scan'))
      const ofWords = nodes.filter((node) => node['Relation Name'] === 'product_words')
      assert.ok(ofWords.length > 0)
      for (const node of ofWords) {
        assert.equal(node['Index Name'], 'product_words_pkey')
        assert.match(node['Index Cond'] ?? '', /tenant_id = .*word/)
      }
      for (const { Filter = '' } of nodes) assert.doesNotMatch(Filter, /current_tenant/)
    })
  }
})

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}
