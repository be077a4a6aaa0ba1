import type pg from 'pg'
import { Compiler } from '../packages/tenancy/src/statement/compile.ts'
import { type Product, Product as ProductSchema, productDefaults } from '../server/src/commerce/catalogue/product.ts'
import { wordsOf } from '../server/src/commerce/catalogue/product-words.ts'
import { insertProduct } from '../server/src/commerce/catalogue/store.ts'
import { newId } from '../server/src/platform/contract/id.ts'
import { assign, columnsOf, statement } from '../server/src/platform/database/index.ts'
import { wordArgs } from '../server/src/platform/search/index.ts'
import { cpuSeconds } from './cpu.ts'
import type { Rig } from './rig.ts'
import { type BenchTenant, tenantBySlug } from './rows.ts'
import { wordOf } from './varied-products.ts'

const withoutWords = statement('bench.without_words', (db, p: Product) =>
  db.insertInto('products').values(assign(columnsOf(ProductSchema), p)),
)

const rounds = 4
const each = 1_500

/**
 * PostgreSQL's processor time in µs for one product in a transaction of its own, bound and under row security, with its
 * words and without; each pair of runs follows the other on one connection.
 */
export async function costOfCreating(rig: Rig): Promise<Record<string, number>> {
  const tenant = await tenantBySlug(rig.admin, 'bravo')
  const description = Array.from({ length: 40 }, (_, n) => wordOf(n * 31)).join(' ')
  const cases = {
    without_words_us: { text: withoutWords, fields: {} },
    two_words_us: { text: insertProduct, fields: {} },
    without_42_words_us: { text: withoutWords, fields: { description } },
    '42_words_us': { text: insertProduct, fields: { description } },
  }
  const { rows } = await rig.admin.query<{ pid: number }>('select pg_backend_pid() as pid')
  await rig.admin.query('set synchronous_commit = off')
  const used: Record<string, number> = {}
  for (let round = -1; round < rounds; round++) {
    for (const [name, { text, fields }] of Object.entries(cases)) {
      const before = cpuSeconds(rows[0]!.pid)!
      for (let n = 0; n < each; n++) await create(rig.admin, tenant, text, fields)
      if (round >= 0) used[name] = (used[name] ?? 0) + cpuSeconds(rows[0]!.pid)! - before
    }
  }
  await rig.admin.query('reset synchronous_commit')
  return Object.fromEntries(Object.entries(used).map(([name, s]) => [name, Math.round((s * 1e6) / rounds / each)]))
}

const compiler = new Compiler([])

async function create(
  admin: pg.Client,
  tenant: BenchTenant,
  text: typeof insertProduct | typeof withoutWords,
  fields: object,
) {
  const at = new Date().toISOString()
  const row = { id: newId(), version: 1, created_at: at, created_by: null, updated_at: at, updated_by: null }
  const product: Product = {
    ...row,
    ...productDefaults,
    title: 'Linen shirt',
    price_amount_minor: 4900,
    currency: 'EUR',
    ...fields,
  }
  const args: Record<string, unknown> = { ...product, ...wordArgs(wordsOf(product)), tenant_id: tenant.id }
  const { prepared, parameters } = compiler.compile(text, { hasSku: false }, tenant.schema)
  const values = parameters.map((parameter) => ('constant' in parameter ? parameter.constant : args[parameter.name]))
  await admin.query('begin')
  await admin.query({ name: 'bind', text: bind, values: [tenant.id] })
  await admin.query('set local role stoa_app')
  await admin.query({ name: prepared.name, text: prepared.text, values })
  await admin.query('commit')
}

const bind = `select set_config('tenancy.binding', tenancy.owner_binding($1), true)`
