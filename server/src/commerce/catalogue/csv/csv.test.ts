import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { sql } from 'kysely'
import pino from 'pino'
import { newId } from '#platform/contract'
import { statement } from '#platform/database'
import { forEachPlacement, type Method, testSecret, worldIn } from '#testing'
import { valuesOf as anyOf } from '../../../../test/contract/schema-values.ts'
import { assemble } from '../../../assemble.ts'
import type { Product } from '../product.ts'
import { ProductFields } from '../product.ts'
import type { ProductImport } from './product-import.ts'

/** How many products there are, and the sum of their versions. */
const countProducts = statement('products.count_for_tests', (db, p: { pattern: string }) =>
  db
    .selectFrom('products')
    .select([sql<number>`count(*)::int`.as('count'), sql<number>`coalesce(sum(version), 0)::int`.as('versions')])
    .where('sku', 'like', p.pattern),
)

/** Lines of an export by SKU, without the ids. */
function bySku(file: string): Record<string, string[]> {
  const [, ...lines]: string[][] = parse(file)
  return Object.fromEntries(lines.map(([, sku, ...cells]) => [sku, cells]))
}

const killed = fileURLToPath(new URL('../../../testing/killed-server.ts', import.meta.url))

forEachPlacement((placement) => {
  const world = worldIn(placement)
  const header = 'sku,title,price_amount_minor,currency'
  let files = 0
  const children: ChildProcess[] = []
  after(() => {
    for (const child of children) child.kill('SIGKILL')
  })

  interface Call {
    by?: 'id'
    tenant?: 'neighbour'
    type?: string
    body?: unknown
    headers?: Record<string, string>
    query?: Record<string, string>
  }

  async function call(method: Method, path: string, { tenant, body, headers, query }: Call = {}) {
    const where = tenant ? world().neighbour : world().tenant
    const options = { body, headers, query } as object
    return world().requestAs(await world().caller('operator', where), method, path, options, where)
  }

  function upload(file: string | Buffer, { by, tenant, type = 'text/csv' }: Call = {}) {
    const headers = { 'content-type': type }
    return call('POST', '/products/import', { body: file, headers, query: by ? { by } : {}, ...(tenant && { tenant }) })
  }

  async function begin(file: string | Buffer, given: Call = {}): Promise<ProductImport> {
    const answer = await upload(file, given)
    assert.equal(answer.statusCode, 202, answer.body)
    return answer.json()
  }

  async function finished(file: string | Buffer, given: Call = {}): Promise<ProductImport> {
    const { id } = await begin(file, given)
    await world().platform.imports.workAll()
    return (await call('GET', `/product-imports/${id}`, given)).json()
  }

  async function exported(given: Call = {}): Promise<string> {
    const answer = await call('GET', '/products/export', given)
    assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8')
    return answer.body
  }

  async function productsNamed(title: string): Promise<Product[]> {
    const { results } = (await call('GET', '/products', { query: { q: title, limit: '200', sort: 'title' } })).json()
    return results
  }

  /** Rows nobody else has, told apart by their word. */
  function rows(count: number): { word: string; file: string } {
    const word = `${placement}word${files++}`
    const lines = Array.from({ length: count }, (_, n) => `${word}-${n},${word} ${n},${n},EUR`)
    return { word, file: `${[header, ...lines].join('\r\n')}\r\n` }
  }

  async function countOf(word: string): Promise<{ count: number; versions: number }> {
    const found = await world().scope((scope) => scope.first(countProducts, { pattern: `${word}-%` }))
    return found!
  }

  test('rows make products and change those that have their SKU; what fails says its row and column', async () => {
    const { word, file } = rows(2)
    assert.deepEqual(await outcome(file), [2, 0, 0])
    const again = [
      header,
      `${word}-1,Changed ${word},5,EUR`,
      `,No SKU ${word},7,EUR`,
      `${word}-9,Odd ${word},many,EUR`,
      `${word}-1,Twice ${word},1,EUR`,
      `${word}-8,,1,EUR`,
    ]
    const ended = await finished(again.join('\n'))
    assert.deepEqual([ended.status, ended.rows_total], ['done', 5])
    assert.deepEqual([ended.rows_created, ended.rows_updated, ended.rows_failed], [1, 1, 3])
    assert.deepEqual(
      ended.row_errors.map(({ row, code, errors }) => [row, code, errors?.[0]?.path]),
      [
        [3, 'request.invalid', '/price_amount_minor'],
        [4, 'bulk.row_repeated', undefined],
        [5, 'request.invalid', ''],
      ],
    )
    const [changed, first, bare] = await productsNamed(word)
    assert.deepEqual([changed!.title, changed!.price_amount_minor, changed!.version], [`Changed ${word}`, 5, 2])
    assert.deepEqual([bare!.title, bare!.version, first!.sku], [`${word} 0`, 1, null])
    assert.equal(bare!.created_by, (await world().caller('operator')).userId)
  })

  test('lists, JSON, empty cells, quotes and line ends are read as they are meant; a byte order mark is none of it', async () => {
    const { word } = rows(0)
    const file = [
      '\ufefftags,metadata,sku,title,price_amount_minor,currency,description,seo_title',
      `"a,""b,c"",'d","{""n"":[1,null]}",${word},"Said ""so""\n ${word}",1,EUR,"",`,
    ].join('\r\n')
    const refused = await finished(file)
    assert.equal(refused.row_errors[0]?.errors?.[0]?.path, '/title', 'a title is one line')
    const ended = await finished(file.replace('\n ', ' '))
    assert.equal(ended.rows_created, 1, JSON.stringify(ended.row_errors))
    const [product] = await productsNamed(word)
    assert.deepEqual(product!.tags, ['a', 'b,c', "'d"])
    assert.deepEqual(product!.metadata, { n: [1, null] })
    assert.deepEqual([product!.title, product!.description, product!.seo_title], [`Said "so" ${word}`, '', null])
    const emptied = await finished(`sku,tags,metadata,description,price_amount_minor\n${word},,,,\n`)
    assert.equal(emptied.rows_updated, 1)
    const [bare] = await productsNamed(word)
    assert.deepEqual([bare!.tags, bare!.metadata, bare!.description, bare!.price_amount_minor], [[], {}, null, 1])
  })

  test('a file that cannot be meant is refused at once, and leaves nothing', async () => {
    const before = (await call('GET', '/product-imports')).json().paging.total
    for (const [file, code, says] of [
      [`${header},colour\n`, 'product_import.bad_header', '"colour"'],
      [`${header},__proto__\n`, 'product_import.bad_header', '"__proto__"'],
      [`${header},title\n`, 'product_import.bad_header', '"title"'],
      ['title,currency\nShirt,EUR\n', 'product_import.bad_header', '"sku"'],
      ['\n\n', 'product_import.bad_header', 'empty'],
      [`${header}\nA,B\n`, 'product_import.bad_csv', 'line 2'],
      [`${header}\n"A,B,1,EUR\n`, 'product_import.bad_csv', 'Quote'],
      [`${rows(600).file}a,b\n`, 'product_import.bad_csv', 'line 602'],
      [`${header}\n${',x,1,EUR\n'.repeat(100_001)}`, 'product_import.too_many_rows', ''],
    ] as const) {
      const answer = await upload(file)
      assert.deepEqual([answer.statusCode, answer.json().code], [422, code], file.slice(0, 80))
      assert.ok(answer.json().detail.includes(says), answer.body)
    }
    for (const [file, type, status] of [
      [Buffer.from([0x73, 0xff]), 'text/csv', 400],
      ['{}', 'application/json', 415],
      [header, 'text/csv; charset=latin1', 415],
      ['a\0b', 'text/csv', 422],
      [Buffer.alloc(25 * 1024 * 1024 + 1, 'a'), 'text/csv', 413],
    ] as const) {
      assert.equal((await upload(file, { type })).statusCode, status)
    }
    assert.equal(
      (await call('POST', '/products', { body: 'a,b', headers: { 'content-type': 'text/csv' } })).statusCode,
      415,
    )
    assert.equal((await call('GET', '/product-imports')).json().paging.total, before)
  })

  test('what a spreadsheet would take for a formula is harmless in an export, and comes back as it was', async () => {
    const { word } = rows(0)
    const titles = ['=1+1', '+1', '-1', '@x', "'=1", "''=1", "'plain"].map((title) => `${title} ${word}`)
    const products = titles.map((title) => ({ title, price_amount_minor: 1, currency: 'EUR', tags: ['=x'] }))
    await call('POST', '/products/bulk', { body: { products } })
    const file = await exported()
    const cells = file.split(/[\r\n,]+/).filter((cell) => cell.includes(word) || cell.includes('=x'))
    assert.equal(cells.length, titles.length * 2)
    for (const cell of cells) assert.match(cell, /^'/)
    const ended = await finished(file, { by: 'id' })
    assert.deepEqual([ended.rows_failed, ended.rows_created], [0, 0], JSON.stringify(ended.row_errors[0]))
    assert.deepEqual((await productsNamed(word)).map(({ title }) => title).sort(), titles.sort())
  })

  test('an export, imported elsewhere, is the same export', async () => {
    const any = anyOf(JSON.parse(JSON.stringify(ProductFields))) as fc.Arbitrary<Product>
    const [sample] = fc.sample(fc.array(any, { minLength: 60, maxLength: 60 }), 1)
    const products = sample!.map((product, index) => ({
      ...product,
      sku: `${index}-${newId()}`,
      seller_id: null,
      compare_at_amount_minor: null,
      // A file has no columns for them.
      custom_fields: {},
    }))
    const { results } = (await call('POST', '/products/bulk', { body: { products } })).json()
    assert.deepEqual(
      results.filter(({ status }: { status: number }) => status !== 201),
      [],
    )
    const file = await exported()
    const there = await finished(file, { tenant: 'neighbour' })
    assert.deepEqual([there.status, there.rows_failed], ['done', 0], JSON.stringify(there.row_errors[0]))
    assert.deepEqual(bySku(await exported({ tenant: 'neighbour' })), bySku(file))
  })

  test('a server killed in the middle leaves an import that goes on: no row is done twice, none is lost', async () => {
    const { word, file } = rows(4_000)
    const { id } = await begin(file)
    const child = spawn(process.execPath, [killed, JSON.stringify(world().database.urls)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    const rowsCreated = async () => (await call('GET', `/product-imports/${id}`)).json().rows_created
    const isOver = AbortSignal.timeout(30_000)
    while ((await rowsCreated()) === 0) isOver.throwIfAborted()
    child.kill('SIGKILL')
    await once(child, 'exit')
    const left = (await call('GET', `/product-imports/${id}`)).json()
    assert.ok(left.status === 'running' && left.rows_created < 4_000, 'it was killed in the middle')
    // The database may still be at the last statement of the dead process, and hold the import until it has noticed.
    let ended = left
    while (ended.status === 'running') {
      isOver.throwIfAborted()
      await world().platform.imports.workAll()
      ended = (await call('GET', `/product-imports/${id}`)).json()
    }
    assert.deepEqual([ended.status, ended.rows_created, ended.rows_failed], ['done', 4_000, 0])
    assert.deepEqual(await countOf(word), { count: 4_000, versions: 4_000 })
  })

  test('processes that work at the same time do each row once', async () => {
    const { word, file } = rows(1_500)
    const imports = [await begin(file), await begin(rows(700).file)]
    const { urls } = world().database
    const other = await assemble({ urls, secretKey: testSecret, log: pino({ level: 'silent' }), areImportsIdle: true })
    await Promise.all([world().platform.imports.workAll(), other.imports.workAll(), other.imports.workAll()])
    await other.close()
    const ended = await Promise.all(imports.map(({ id }) => call('GET', `/product-imports/${id}`)))
    assert.deepEqual(
      ended.map((answer) => [answer.json().status, answer.json().rows_created]),
      [
        ['done', 1_500],
        ['done', 700],
      ],
    )
    assert.deepEqual(await countOf(word), { count: 1_500, versions: 1_500 })
  })

  test('an import of a suspended tenant waits until it is active again', async () => {
    const { id } = await begin(rows(3).file)
    const operator = await world().superadmin()
    const path = `/tenants/${world().tenant.id}/suspension`
    await world().requestAs(operator, 'PUT', path, {}, undefined)
    await world().platform.registry.refresh(world().tenant.id)
    await world().platform.imports.workAll()
    await world().requestAs(operator, 'DELETE', path, {}, undefined)
    await world().platform.registry.refresh(world().tenant.id)
    assert.equal((await call('GET', `/product-imports/${id}`)).json().status, 'queued')
    await world().platform.imports.workAll()
    assert.equal((await call('GET', `/product-imports/${id}`)).json().status, 'done')
  })

  test('a cancelled import does nothing more; one that has ended is not cancelled', async () => {
    const { word, file } = rows(3)
    const { id } = await begin(file)
    const cancelled = await call('PUT', `/product-imports/${id}/cancellation`)
    assert.deepEqual([cancelled.statusCode, cancelled.json().status], [200, 'cancelled'])
    await world().platform.imports.workAll()
    assert.equal((await countOf(word)).count, 0)
    const again = await call('PUT', `/product-imports/${id}/cancellation`)
    assert.deepEqual([again.statusCode, again.json().code], [409, 'product_import.ended'])
  })

  test('another tenant’s import is not there, and its file changes nothing here', async () => {
    const { word, file } = rows(2)
    const { id } = await begin(file)
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', '/cancellation'],
    ] as const) {
      const answer = await call(method, `/product-imports/${id}${path}`, { tenant: 'neighbour' })
      assert.equal(answer.statusCode, 404)
    }
    await finished(file, { tenant: 'neighbour' })
    await world().platform.imports.workAll()
    assert.deepEqual(await countOf(word), { count: 2, versions: 2 })
  })

  async function outcome(file: string): Promise<number[]> {
    const { rows_created, rows_updated, rows_failed } = await finished(file)
    return [rows_created, rows_updated, rows_failed]
  }
})
