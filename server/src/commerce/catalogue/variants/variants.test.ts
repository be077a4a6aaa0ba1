import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'
import { combinationOf, faultsOf } from './combinations.ts'

const size = { name: 'Size', values: ['S', 'M'] }
const colour = { name: 'Colour', values: ['red', 'blue'] }

test('a variant is one value of each option, and no two are alike', () => {
  const faults = (options: object[], combinations: string[][]) => {
    const variants = combinations.map((option_values) => ({ option_values }))
    return faultsOf({ options, variants } as never).map(({ path }) => path)
  }
  assert.deepEqual(
    faults(
      [size, colour],
      [
        ['S', 'red'],
        ['S', 'blue'],
        ['M', 'red'],
      ],
    ),
    [],
  )
  assert.deepEqual(faults([], []), [])
  assert.deepEqual(faults([size], []), ['/body/variants'])
  assert.deepEqual(faults([size, size], [['S', 'S']]), ['/body/options/1/name'])
  assert.deepEqual(faults([size], [['S', 'red']]), ['/body/variants/0/option_values'])
  assert.deepEqual(faults([size], [['S'], ['L']]), ['/body/variants/1/option_values/0'])
  assert.deepEqual(faults([size], [['S'], ['S']]), ['/body/variants/1/option_values'])
  assert.notEqual(combinationOf({ option_values: ['a', 'b c'] }), combinationOf({ option_values: ['a b', 'c'] }))
})

forEachPlacement((placement) => {
  const world = worldIn(placement)
  let made = 0

  async function makeProduct(fields: object = {}) {
    const body = { title: 'Shirt', price_amount_minor: 5000, currency: 'EUR', stock_quantity: 9, ...fields }
    const answer = await world().request('owner', 'POST', '/products', { body })
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json()
  }

  const put = (id: string, variants: object[], options: object[] = [size]) =>
    world().request('owner', 'PUT', `/products/${id}/options`, { body: { options, variants } })
  const read = async (id: string) => (await world().request('viewer', 'GET', `/products/${id}/options`)).json()
  const idOf = (answer: { variants: { id: string; option_values: string[] }[] }, value: string) =>
    answer.variants.find(({ option_values }) => option_values[0] === value)?.id

  test('options and variants are read back as they were put, and stock is counted per variant', async () => {
    const product = await makeProduct()
    assert.deepEqual(await read(product.id), { options: [], variants: [] })
    const fields = { sku: `V-${++made}`, price_amount_minor: 6000, compare_at_amount_minor: 7000, stock_quantity: 3 }
    const image_url = 'https://images.example.com/s.jpg'
    const answer = await put(
      product.id,
      [{ option_values: ['S', 'red'], ...fields, image_url }, { option_values: ['M', 'blue'] }],
      [size, colour],
    )
    assert.equal(answer.statusCode, 200, answer.body)
    assert.deepEqual(await read(product.id), answer.json())
    const [first, second] = answer.json().variants
    assert.deepEqual([first.position, first.sku, first.image_url], [1, fields.sku, image_url])
    assert.deepEqual([second.price_amount_minor, second.stock_quantity], [null, null])
    const { stock_quantity, version } = (await world().request('viewer', 'GET', `/products/${product.id}`)).json()
    assert.deepEqual([stock_quantity, version], [null, 2])
    const patch = await world().request('owner', 'PATCH', `/products/${product.id}`, { body: { stock_quantity: 4 } })
    assert.equal(patch.json().code, 'product.stock_per_variant')
  })

  test('a variant keeps its id as long as its combination, also when it was out of sale between', async () => {
    const { id } = await makeProduct()
    const first = (await put(id, [{ option_values: ['S'] }, { option_values: ['M'] }])).json()
    const second = (await put(id, [{ option_values: ['M'], stock_quantity: 1 }])).json()
    assert.equal(idOf(second, 'M'), idOf(first, 'M'))
    assert.equal(second.variants[0].version, 2)
    assert.deepEqual(await read(id), second)
    const third = (await put(id, [{ option_values: ['S'] }, { option_values: ['M'] }])).json()
    assert.equal(idOf(third, 'S'), idOf(first, 'S'))
    assert.deepEqual(await read(id), third)
    assert.deepEqual((await put(id, [], [])).json(), { options: [], variants: [] })
    const patch = await world().request('owner', 'PATCH', `/products/${id}`, { body: { stock_quantity: 4 } })
    assert.equal(patch.statusCode, 200)
  })

  test('a SKU names one product or variant of the tenant, and is free when that is gone', async () => {
    const sku = `SHARED-${++made}`
    const [one, other] = [await makeProduct(), await makeProduct()]
    assert.equal((await put(one.id, [{ option_values: ['S'], sku }])).statusCode, 200)
    const taken = async (answer: { json(): { code: string } }) => assert.equal(answer.json().code, 'product.sku_taken')
    await taken(await put(other.id, [{ option_values: ['S'], sku }]))
    await taken(
      await put(one.id, [
        { option_values: ['S'], sku },
        { option_values: ['M'], sku },
      ]),
    )
    const body = { title: 'Other', price_amount_minor: 1, currency: 'EUR', sku }
    await taken(await world().request('owner', 'POST', '/products', { body }))
    await taken(await world().request('owner', 'PATCH', `/products/${other.id}`, { body: { sku } }))
    await taken(await world().request('owner', 'PATCH', `/products/${one.id}`, { body: { sku } }))
    assert.equal((await world().neighbourRequest('owner', 'POST', '/products', { body })).statusCode, 201)
    await world().request('owner', 'DELETE', `/products/${one.id}`)
    assert.equal((await world().request('owner', 'PATCH', `/products/${other.id}`, { body: { sku } })).statusCode, 200)
    await taken(await world().request('owner', 'DELETE', `/products/${one.id}/deletion`))
    await world().request('owner', 'PATCH', `/products/${other.id}`, { body: { sku: null } })
    assert.equal((await world().request('owner', 'DELETE', `/products/${one.id}/deletion`)).statusCode, 200)
    await taken(await put(other.id, [{ option_values: ['S'], sku }]))
  })

  test('of many who take the same SKU at once, for products and variants, one has it', async () => {
    const sku = `RACE-${++made}`
    const products = [await makeProduct(), await makeProduct(), await makeProduct()]
    const body = { title: 'Racer', price_amount_minor: 1, currency: 'EUR', sku }
    const answers = await Promise.all([
      ...products.map(({ id }) => put(id, [{ option_values: ['S'], sku }])),
      ...[1, 2, 3].map(() => world().request('owner', 'POST', '/products', { body })),
    ])
    const won = answers.filter(({ statusCode }) => statusCode < 300)
    assert.equal(won.length, 1)
    for (const answer of answers) if (!won.includes(answer)) assert.equal(answer.json().code, 'product.sku_taken')
  })

  test('of those who replace the options at once the last one’s are there, whole', async () => {
    const { id } = await makeProduct()
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        put(id, [
          { option_values: ['S'], stock_quantity: n },
          { option_values: ['M'], stock_quantity: n },
        ]),
      ),
    )
    for (const answer of answers) assert.equal(answer.statusCode, 200, answer.body)
    const stock = (await read(id)).variants.map((variant: { stock_quantity: number }) => variant.stock_quantity)
    assert.equal(new Set(stock).size, 1)
  })

  test('what is out of bounds is refused, and nothing of it is kept', async () => {
    const { id } = await makeProduct()
    const many = Array.from({ length: 11 }, (_, n) => `v${n}`)
    const bad: [object[], object[]?][] = [
      [[{ option_values: ['L'] }]],
      [[{ option_values: ['S'], price_amount_minor: -1 }]],
      [[{ option_values: ['S'], compare_at_amount_minor: 5000 }]],
      [[{ option_values: ['S'], image_url: 'http://images.example.com/a.jpg' }]],
      [[{ option_values: ['S'], id: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f' }]],
      [
        [{ option_values: ['S', 'S', 'S', 'S'] }],
        [size, colour, { name: 'A', values: ['S'] }, { name: 'B', values: ['S'] }],
      ],
      [
        many.flatMap((first) => many.slice(1).map((second) => ({ option_values: [first, second] }))),
        [
          { name: 'A', values: many },
          { name: 'B', values: many },
        ],
      ],
    ]
    for (const [variants, options] of bad) assert.equal((await put(id, variants, options)).statusCode, 422)
    assert.deepEqual(await read(id), { options: [], variants: [] })
  })

  test('a seller replaces the options of the own products only, and another tenant’s product has none', async () => {
    const { id } = await makeProduct()
    const body = { options: [size], variants: [{ option_values: ['S'] }] }
    const caller = await world().newCaller('seller')
    const profile = { store_name: 'Store', slug: `s-${caller.userId}`, user_id: caller.userId }
    await world().request('owner', 'POST', '/seller-profiles', { body: profile })
    assert.equal((await world().requestAs(caller, 'PUT', `/products/${id}/options`, { body })).statusCode, 404)
    assert.equal((await world().neighbourRequest('owner', 'PUT', `/products/${id}/options`, { body })).statusCode, 404)
    assert.equal((await world().neighbourRequest('owner', 'GET', `/products/${id}/options`)).statusCode, 404)
  })
})
