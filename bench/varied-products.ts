import pg from 'pg'

const syllables = [
  'ba',
  'ke',
  'li',
  'mo',
  'nu',
  'pra',
  'que',
  'ri',
  'sto',
  'ty',
  'va',
  'we',
  'xi',
  'yo',
  'zu',
  'cha',
  'de',
  'fi',
  'go',
  'hu',
]

/** The n-th most common of 8,000 made-up words. */
export function wordOf(n: number): string {
  return [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400) % 20].map((at) => syllables[at]).join('')
}

/**
 * Fills tenants with products of three words in the title and four in the description, drawn from 8,000 words: the most
 * common one in about every third product, the 40th in one of sixty, the 7,900th in one of 3,500.
 */
export async function fillVaried(
  admin: pg.Client,
  schema: string,
  tenantIds: readonly string[],
  each: number,
): Promise<void> {
  const own = pg.escapeIdentifier(schema)
  const list = pg.escapeLiteral(`{${syllables}}`)
  const syllable = (n: string) => `(${list}::text[])[1 + ${n} % 20]`
  await admin.query(`create or replace function pg_temp.word_of(n int) returns text language sql immutable
    as $$ select ${syllable('n')} || ${syllable('(n / 20)')} || ${syllable('(n / 400)')} $$`)
  await admin.query(
    `create temporary table drawn as
     select t.tenant_id, gen_random_uuid() as id, n, array(
       select pg_temp.word_of(floor(8000 * power(random(), 3) + 0 * n)::int) from generate_series(1, 7)) as words
     from unnest($1::uuid[]) t (tenant_id), generate_series(1, $2::int) n`,
    [tenantIds, each],
  )
  await admin.query(
    `insert into ${own}.products (tenant_id, id, title, description, type, status, price_amount_minor, currency, version,
       created_at, updated_at, words)
     select d.tenant_id, d.id, array_to_string(d.words[:3], ' '), array_to_string(d.words[4:], ' '), 'physical', 'active',
       100, 'EUR', 1, t.at, t.at, d.words
     from drawn d, lateral (select now() - interval '1 day' + d.n * interval '1 millisecond' as at) t`,
  )
  await admin.query(
    `insert into ${own}.product_words (tenant_id, product_id, word, weight)
     select d.tenant_id, d.id, w.word, max(case when w.place <= 3 then 2 else 1 end)
     from drawn d, unnest(d.words) with ordinality w (word, place)
     group by d.tenant_id, d.id, w.word order by d.tenant_id, w.word collate "C"`,
  )
  await admin.query('drop table drawn')
  await admin.query(`vacuum analyze ${own}.products`)
  await admin.query(`vacuum analyze ${own}.product_words`)
}
