import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { forEachPlacement, worldIn } from '#testing'

forEachPlacement((placement) => {
  const world = worldIn(placement)
  const product = { price_amount_minor: 7900, currency: 'EUR' }

  async function make(fields: object): Promise<{ id: string; title: string }> {
    const made = await world().request('owner', 'POST', '/products', { body: { ...product, ...fields } })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  async function search(query: Record<string, string>) {
    const answer = await world().request('viewer', 'GET', '/products', { query })
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json()
  }

  async function titles(q: string, query: Record<string, string> = {}): Promise<string[]> {
    return (await search({ q, ...query })).results.map(({ title }: { title: string }) => title)
  }

  async function walk(query: Record<string, string>, between = async () => {}): Promise<string[]> {
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await search({ ...query, ...(cursor && { cursor }) })
      ids.push(...page.results.map(({ id }: { id: string }) => id))
      cursor = page.paging.next_cursor
      if (cursor) await between()
    } while (cursor)
    return ids
  }

  test('a product is found by beginnings of its words, in any order, case and accent', async () => {
    await make({
      title: 'Crème brûlée dish',
      sku: 'CB-DISH-07',
      description: 'Oven-proof stoneware',
      tags: ['kitchen'],
    })
    for (const q of [
      'creme',
      'CRÈME',
      'brulee creme',
      'dish crem',
      'cb-dish-07',
      '07',
      'stonew',
      'kitchen',
      'oven proof',
    ]) {
      assert.deepEqual(await titles(q), ['Crème brûlée dish'], q)
    }
    for (const q of ['creme pan', 'rem', 'oven proofed']) assert.deepEqual(await titles(q), [], q)
  })

  test('the word itself counts more than its beginning, the title more than the description, then what is newer', async () => {
    await make({ title: 'Cup', description: 'goes with a teapot' })
    await make({ title: 'Teapot lid' })
    await make({ title: 'Teapots, set of two' })
    await make({ title: 'Teapot, small' })
    await make({ title: 'Teapot and teapots', description: 'teapot' })
    const ranked = ['Teapot and teapots', 'Teapot, small', 'Teapot lid', 'Cup', 'Teapots, set of two']
    assert.deepEqual(await titles('teapot'), ranked)
    assert.deepEqual((await search({ q: 'teapot' })).paging, { skip: 0, limit: 50, total: 5 })
    assert.deepEqual(await titles('teapot', { skip: '1', limit: '2' }), ranked.slice(1, 3))
  })

  test('one typing error in a word that nothing begins with is forgiven, wherever it is', async () => {
    await make({ title: 'Lampshade' })
    for (const q of [
      'lamshade',
      'lampshadde',
      'lampshqde',
      'lmapshade',
      'kampshade',
      'ampshade',
      'lampshad',
      'lampshaed',
    ]) {
      assert.deepEqual(await titles(q), ['Lampshade'], q)
    }
    assert.deepEqual(await titles('lampshqqe'), [])
    await make({ title: 'Абажур' })
    assert.deepEqual(await titles('абожур'), ['Абажур'])
  })

  test('other scripts are found by word, by beginning, and by parts where they put no spaces', async () => {
    await make({ title: 'Льняная рубашка' })
    await make({ title: 'قميص كتان' })
    await make({ title: '红色亚麻衬衫' })
    await make({ title: 'リネンシャツ' })
    for (const [q, title] of [
      ['ЛЬНЯ', 'Льняная рубашка'],
      ['рубашка льняная', 'Льняная рубашка'],
      ['كتان', 'قميص كتان'],
      ['亚麻', '红色亚麻衬衫'],
      ['亚麻衬', '红色亚麻衬衫'],
      ['衫', '红色亚麻衬衫'],
      ['シャツ', 'リネンシャツ'],
    ] as const) {
      assert.deepEqual(await titles(q), [title], q)
    }
  })

  test('a query that says nothing finds nothing, and one that cannot be meant is refused', async () => {
    for (const q of ['?!', '   ', '🏺🏺', "'; drop table products; --", '%', '_', '\\', '"', '*']) {
      assert.deepEqual(await titles(q), [], q)
    }
    assert.ok((await titles('')).length > 5)
    for (const q of ['x'.repeat(10_000), 'a\0b']) {
      assert.equal((await world().request('viewer', 'GET', '/products', { query: { q } })).statusCode, 422)
    }
    assert.deepEqual(await titles('lampshade '.repeat(20).trim()), ['Lampshade'])
  })

  test('what a product says now is what it is found by; what is deleted is not found until it is restored', async () => {
    const { id } = await make({ title: 'Walnut spoon', description: 'carved' })
    const change = (body: object) => world().request('owner', 'PATCH', `/products/${id}`, { body })
    assert.equal((await change({ title: 'Cherry spoon', description: null })).statusCode, 200)
    assert.deepEqual(await titles('walnut'), [])
    assert.deepEqual(await titles('carved'), [])
    assert.deepEqual(await titles('cherry'), ['Cherry spoon'])
    await change({ price_amount_minor: 1 })
    assert.deepEqual(await titles('cherry'), ['Cherry spoon'])
    await world().request('owner', 'DELETE', `/products/${id}`)
    assert.deepEqual(await titles('cherry'), [])
    await world().request('owner', 'DELETE', `/products/${id}/deletion`)
    assert.deepEqual(await titles('cherry'), ['Cherry spoon'])
  })

  test('another tenant’s product is not found, nor its words', async () => {
    await make({ title: 'Zanzibar chest' })
    for (const q of ['zanzibar', 'zanz', 'zanzibbar']) {
      const answer = await world().neighbourRequest('owner', 'GET', '/products', { query: { q } })
      assert.deepEqual(answer.json().results, [])
      assert.equal(answer.json().paging.total, 0)
    }
  })

  test('products made at once, which commit together, are as one made alone, and each is found; a taken SKU is refused alone', async () => {
    const full = {
      type: 'digital',
      status: 'active',
      description: 'Said "so" {and, so}\\ é',
      compare_at_amount_minor: 9_000_000_000_000_000,
      stock_quantity: 7,
      tags: ['a, b', '"c"'],
      channels: ['chat'],
      seo_title: 'Seo',
      metadata: { deep: [null, { n: 1.5 }] },
    }
    const alone = await make({ title: 'Hammock alone', sku: 'HAMMOCK-0', ...full })
    const skus = Array.from({ length: 40 }, (_, n) => `HAMMOCK-${n}`)
    const answers = await Promise.all(
      skus.map((sku) =>
        world().request('owner', 'POST', '/products', { body: { ...product, title: 'Hammock', sku, ...full } }),
      ),
    )
    assert.deepEqual(
      answers.map((answer) => answer.json().code ?? answer.statusCode),
      ['product.sku_taken', ...skus.slice(1).map(() => 201)],
    )
    assert.equal((await titles('hammock')).length, 40)
    assert.deepEqual(await titles('hammock-17'), ['Hammock'])
    const rest = (row: object) => ({
      ...row,
      id: 0,
      sku: 0,
      title: 0,
      created_at: 0,
      updated_at: 0,
      created_by: 0,
      updated_by: 0,
    })
    for (const answer of answers.slice(1, 9)) {
      const read = await world().request('viewer', 'GET', `/products/${answer.json().id}`)
      assert.deepEqual(read.json(), answer.json())
      assert.deepEqual(rest(read.json()), rest(alone))
    }
  })

  test('a search is filtered, and sorted when that is asked for', async () => {
    for (const [title, status, tags] of [
      ['Basket b', 'active', ['sale']],
      ['Basket a', 'active', []],
      ['Basket c', 'draft', ['sale']],
    ] as const) {
      await make({ title, status, tags, channels: status === 'draft' ? ['chat'] : ['storefront'] })
    }
    assert.deepEqual(await titles('basket', { sort: 'title' }), ['Basket a', 'Basket b', 'Basket c'])
    assert.deepEqual(await titles('baskte', { sort: '-title', limit: '2' }), ['Basket c', 'Basket b'])
    assert.deepEqual(await titles('basket', { status: 'active' }), ['Basket a', 'Basket b'])
    assert.deepEqual(await titles('basket', { tag: 'sale' }), ['Basket c', 'Basket b'])
    assert.deepEqual(await titles('basket', { channel: 'chat', sort: 'title' }), ['Basket c'])
    assert.deepEqual(await titles('basket c', { status: 'active' }), [])
    const walked = await walk({ q: 'basket', sort: 'title', limit: '1' })
    assert.equal(new Set(walked).size, 3)
  })

  test('a cursor is good for the words it was handed out for, and no other', async () => {
    for (const n of [1, 2, 3]) await make({ title: `Candle ${n}` })
    const { paging } = await search({ q: 'candle', limit: '1' })
    const refused = async (query: Record<string, string>) => {
      const answer = await world().request('viewer', 'GET', '/products', { query })
      assert.equal(answer.json().code, 'list.invalid_cursor', JSON.stringify(query))
    }
    const cursor = paging.next_cursor
    await refused({ q: 'lamp', cursor })
    await refused({ q: 'candle', sort: 'title', cursor })
    await refused({ cursor })
    await refused({ q: 'candle', cursor: 'abc' })
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    for (const [place, value] of [
      [1, [9]],
      [2, 7],
      [3, 'a\0'],
      [4, 'x'],
      [4, 1e9],
      [5, 'x'],
    ] as const) {
      const forged = Buffer.from(JSON.stringify(parts.with(place, value))).toString('base64url')
      await refused({ q: 'candle', cursor: forged })
    }
  })

  test('a walk through a search shows each product that was there throughout once, whatever comes and goes', async () => {
    const letters = fc.constantFrom('vase', 'vases', 'vaseline', 'blue', 'tall')
    const words = fc.array(letters, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '))
    const drawn = fc.record({
      kept: fc.array(words, { minLength: 3, maxLength: 8 }),
      coming: fc.array(words, { minLength: 1, maxLength: 4 }),
      q: fc.constantFrom('vase', 'vas', 'blue vase', 'vasse', 'tall va'),
      limit: fc.integer({ min: 1, max: 3 }),
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(drawn, async ({ kept, coming, q, limit }) => {
        const type = ['physical', 'digital', 'service', 'ticket', 'made_to_order'][run++ % 5]!
        const tag = `run ${run}`
        const fields = (title: string, at: number) =>
          at % 2 ? { title, type, tags: [tag] } : { title: 'Other', description: title, type, tags: [tag] }
        const there = []
        for (const [at, title] of kept.entries()) there.push(await make(fields(title, at)))
        const leaving = await make(fields('vase blue tall', 1))
        const pending = [...coming]
        const query = { q, tag, limit: String(limit) }
        const wanted = new Set((await walk({ ...query, limit: '200' })).filter((id) => id !== leaving.id))
        const walked = await walk(query, async () => {
          const title = pending.pop()
          if (title) await make(fields(title, 1))
          else await world().request('owner', 'DELETE', `/products/${leaving.id}`)
        })
        assert.equal(new Set(walked).size, walked.length, 'repeated')
        assert.deepEqual(
          [...wanted].filter((id) => !walked.includes(id)),
          [],
          'skipped',
        )
        assert.ok(there.length >= wanted.size)
      }),
      { numRuns: 12 },
    )
  })
})
