import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fault } from '@stoa/tenancy'
import { forEachPlacement, worldIn } from '#testing'

forEachPlacement((placement) => {
  const world = worldIn(placement)
  const shirt = { title: 'Linen shirt', price_amount_minor: 7900, currency: 'EUR' }
  let count = 0

  async function field(fields: object): Promise<{ id: string; key: string }> {
    const body = { key: `field_${++count}`, owner_type: 'product', label: 'Field', ...fields }
    const made = await world().request('owner', 'POST', '/custom-fields', { body })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  const archive = ({ id }: { id: string }) => world().request('owner', 'DELETE', `/custom-fields/${id}`)

  function create(body: object) {
    return world().request('owner', 'POST', '/products', { body: { ...shirt, ...body } })
  }

  function patch(id: string, body: object) {
    return world().request('owner', 'PATCH', `/products/${id}`, { body })
  }

  async function make(custom_fields: object) {
    const made = await create({ custom_fields })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  function faultsOf(answer: { statusCode: number; json(): { code: string; errors: Fault[] } }) {
    const { code, errors } = answer.json()
    assert.deepEqual([answer.statusCode, code], [422, 'request.invalid'])
    return errors.map(({ path, code }) => `${path} ${code}`)
  }

  const cases: [type: object, good: unknown[], bad: [unknown, string][]][] = [
    [
      { type: 'text', minimum: 2, maximum: 3 },
      ['ab', '👕👕👕'],
      [
        ['a', 'minLength'],
        ['abcd', 'maxLength'],
        [1, 'type'],
      ],
    ],
    [{ type: 'text' }, ['x'.repeat(5_000)], [['x'.repeat(5_001), 'maxLength']]],
    [
      { type: 'integer', minimum: -1, maximum: 5 },
      [-1, 0, 5],
      [
        [-2, 'minimum'],
        [6, 'maximum'],
        [0.5, 'type'],
        ['1', 'type'],
      ],
    ],
    [
      { type: 'boolean' },
      [true, false],
      [
        ['true', 'type'],
        [0, 'type'],
      ],
    ],
    [
      { type: 'date' },
      ['2024-02-29', '0001-01-01'],
      [
        ['2026-02-29', 'format'],
        ['2026-11-21T00:00:00Z', 'format'],
        ['0000-01-01', 'format'],
        [20261121, 'format'],
      ],
    ],
    [
      { type: 'select', options: ['S', 'M'] },
      ['S'],
      [
        ['L', 'enum'],
        [['S'], 'enum'],
      ],
    ],
    [
      { type: 'multi_select', options: ['S', 'M'] },
      [[], ['M', 'S']],
      [
        [['S', 'S'], 'uniqueItems'],
        [['L'], 'enum'],
        ['S', 'type'],
      ],
    ],
    [
      { type: 'url' },
      ['https://example.com/a?b=c'],
      [
        ['javascript:alert(1)', 'format'],
        ['https://me:secret@example.com', 'format'],
        ['https://', 'format'],
        [`https://example.com/${'x'.repeat(2_000)}`, 'format'],
      ],
    ],
    [
      { type: 'money' },
      [{ amount_minor: 1250, currency: 'EUR' }],
      [
        [{ amount_minor: 12.5, currency: 'EUR' }, 'type'],
        [{ amount_minor: 1 }, 'type'],
        [{ amount_minor: 1, currency: 'EUR', note: 1 }, 'type'],
        [1250, 'type'],
      ],
    ],
  ]
  for (const [rules, good, bad] of cases) {
    test(`${JSON.stringify(rules)} holds what is of its type and in its range, and nothing else`, async () => {
      const made = await field(rules)
      const { key } = made
      for (const value of good) {
        const { id, custom_fields } = await make({ [key]: value })
        assert.deepEqual(custom_fields, { [key]: value })
        assert.deepEqual((await world().request('owner', 'GET', `/products/${id}`)).json().custom_fields, custom_fields)
      }
      for (const [value, code] of bad) {
        const faults = faultsOf(await create({ custom_fields: { [key]: value } }))
        assert.deepEqual(faults, [`/body/custom_fields/${key} ${code}`], JSON.stringify(value))
      }
      await archive(made)
    })
  }

  test('a key that the tenant does not have is refused, another tenant’s and that of every object too', async () => {
    const body = { key: 'theirs', owner_type: 'product', label: 'Field', type: 'text' }
    await world().neighbourRequest('owner', 'POST', '/custom-fields', { body })
    for (const key of ['theirs', 'constructor']) {
      const faults = faultsOf(await create({ custom_fields: { [key]: 'x' } }))
      assert.deepEqual(faults, [`/body/custom_fields/${key} additionalProperties`])
    }
    assert.equal((await create({ custom_fields: { 'Not-a-key': 1 } })).statusCode, 422)
  })

  test('a patch changes the values it names, and null takes one away', async () => {
    const [first, second] = [await field({ type: 'text' }), await field({ type: 'integer' })]
    const { id } = await make({ [first.key]: 'linen', [second.key]: 1 })
    const changed = await patch(id, { custom_fields: { [first.key]: null, [second.key]: 2 } })
    assert.deepEqual(changed.json().custom_fields, { [second.key]: 2 })
    const refused = await patch(id, { custom_fields: { [second.key]: 'two' } })
    assert.deepEqual(faultsOf(refused), [`/body/custom_fields/${second.key} type`])
    assert.deepEqual((await make({ [first.key]: null })).custom_fields, {})
  })

  test('a required field is asked of what is published, and where custom fields are spoken of', async () => {
    const other = await field({ type: 'text' })
    const needed = await field({ type: 'text', is_required: true })
    const fault = [`/body/custom_fields/${needed.key} required`]
    const draft = await create({})
    assert.equal(draft.statusCode, 201)
    const { id } = draft.json()
    assert.deepEqual(faultsOf(await create({ status: 'active' })), fault)
    assert.deepEqual(faultsOf(await create({ custom_fields: { [other.key]: 'x' } })), fault)
    assert.deepEqual(faultsOf(await patch(id, { status: 'active' })), fault)
    assert.deepEqual(faultsOf(await patch(id, { status: 'active', custom_fields: { [needed.key]: '' } })), fault)
    assert.equal((await patch(id, { title: 'Shirt' })).statusCode, 200)
    const published = await patch(id, { status: 'active', custom_fields: { [needed.key]: 'linen' } })
    assert.equal(published.statusCode, 200, published.body)
    assert.deepEqual(faultsOf(await patch(id, { custom_fields: { [needed.key]: null } })), fault)
    assert.equal((await patch(id, { status: 'active', title: 'Shirt' })).statusCode, 200)
    await archive(needed)
  })

  test('what was right when it was written stays, also when its field becomes narrower or is archived', async () => {
    const [narrowed, archived] = [await field({ type: 'text' }), await field({ type: 'text' })]
    const values = { [narrowed.key]: 'linen', [archived.key]: 'kept' }
    const { id } = await make(values)
    await world().request('owner', 'PATCH', `/custom-fields/${narrowed.id}`, { body: { maximum: 1 } })
    await archive(archived)
    const other = await field({ type: 'boolean' })
    const changed = await patch(id, { custom_fields: { [other.key]: true } })
    assert.deepEqual(changed.json().custom_fields, { ...values, [other.key]: true })
    const again = await patch(id, { custom_fields: { [archived.key]: 'again' } })
    assert.deepEqual(faultsOf(again), [`/body/custom_fields/${archived.key} additionalProperties`])
    const emptied = await patch(id, { custom_fields: { [archived.key]: null } })
    assert.deepEqual(emptied.json().custom_fields, { [narrowed.key]: 'linen', [other.key]: true })
  })

  test('rows of a bulk call are judged one by one, as single calls would be', async () => {
    const { key } = await field({ type: 'integer' })
    const path = `/body/custom_fields/${key}`
    const products = [{ ...shirt, custom_fields: { [key]: 1 } }, { ...shirt, custom_fields: { [key]: 'one' } }, shirt]
    const made = await world().request('owner', 'POST', '/products/bulk', { body: { products } })
    const results: { id: string; status: number; errors?: Fault[] }[] = made.json().results
    assert.deepEqual(
      results.map(({ status, errors }) => [status, errors?.[0]?.path]),
      [
        [201, undefined],
        [422, path],
        [201, undefined],
      ],
    )
    const needed = await field({ type: 'boolean', is_required: true })
    const changes = [
      { id: results[0]!.id, changes: { custom_fields: { [key]: 2, [needed.key]: false } } },
      { id: results[2]!.id, changes: { status: 'active' } },
    ]
    const changed = await world().request('owner', 'PATCH', '/products/bulk', { body: { products: changes } })
    const after: { status: number; errors?: Fault[] }[] = changed.json().results
    assert.deepEqual(
      after.map(({ status, errors }) => [status, errors?.[0]?.path]),
      [
        [200, undefined],
        [422, `/body/custom_fields/${needed.key}`],
      ],
    )
    const read = await world().request('owner', 'GET', `/products/${results[0]!.id}`)
    assert.deepEqual(read.json().custom_fields, { [key]: 2, [needed.key]: false })
    await archive(needed)
  })
})
