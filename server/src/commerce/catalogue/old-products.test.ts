import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { migrate, revert } from '@stoa/tenancy'
import pg from 'pg'
import { migrationDirectories as directories } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '#testing'
import { wordsOf } from './product-words.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

const old = [
  ['Crème BRÛLÉE dish', 'CB-Dish-07', 'Oven-proof; crème', ['Kitchen', 'say "hi"']],
  ['Straße, Łódź, Ærø, Þór', null, 'ŒUVRE İstanbul ısı ﬁne ① ＡＢＣ', []],
  ['Льняная Рубашка Ёлка ЇЖАК', null, 'ΣΊΣΥΦΟΣ كِتَاب، قميص', ['שָׁלוֹם']],
  ['红色亚麻衬衫 iPhone手机壳', 'シャツ', 'リネンシャツ・ผ้า', []],
  ['?! 🏺 …', null, null, []],
  [`${'x'.repeat(60)} women's`, null, Array.from({ length: 900 }, (_, n) => `w${n % 500}`).join(' '), []],
] as const

test('products from before there were words have those that the server would have found', async () => {
  const owner = { ownerUrl: database.urls.owner, directories }
  await revert({ ...owner, set: 'tenant', to: 6 })
  const admin = new pg.Client(database.adminUrl)
  await admin.connect()
  try {
    const tenant = randomUUID()
    for (const [title, sku, description, tags] of old) {
      await admin.query(
        `insert into shared.products (tenant_id, id, title, sku, description, tags, type, status, price_amount_minor,
           currency, version, created_at, updated_at)
         values ($1, gen_random_uuid(), $2, $3, $4, $5, 'physical', 'active', 1, 'EUR', 1, now(), now())`,
        [tenant, title, sku, description, tags],
      )
    }
    await migrate(owner)
    for (const [title, sku, description, tags] of old) {
      const { main, other } = wordsOf({ title, sku, description, tags: [...tags] })
      const { rows } = await admin.query(
        `select p.words, array(
           select w.word || ' ' || w.weight from shared.product_words w where w.tenant_id = $1 and w.product_id = p.id
         ) as found
         from shared.products p where p.tenant_id = $1 and p.title = $2`,
        [tenant, title],
      )
      assert.deepEqual(rows[0].words, [...main, ...other], title)
      assert.deepEqual(
        rows[0].found.sort(),
        [...main.map((word) => `${word} 2`), ...other.map((word) => `${word} 1`)].sort(),
      )
    }
  } finally {
    await admin.end()
  }
})
