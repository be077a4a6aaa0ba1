import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'

forEachPlacement((placement) => {
  const world = worldIn(placement)
  let count = 0
  const newKey = () => `field_${++count}`
  const textField = { owner_type: 'product', type: 'text', label: 'Material' }

  function send(fields: object) {
    return world().request('owner', 'POST', '/custom-fields', { body: { ...textField, key: newKey(), ...fields } })
  }

  async function make(fields: object = {}) {
    const made = await send(fields)
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  async function read(id: string) {
    return (await world().request('owner', 'GET', `/custom-fields/${id}`)).json()
  }

  async function howMany() {
    const query = { limit: '1' }
    return (await world().request('owner', 'GET', '/custom-fields', { query })).json().paging.total
  }

  test('one is read back as it was made, with defaults where nothing was said', async () => {
    const body = { ...textField, key: newKey(), minimum: 2 }
    const made = await world().request('owner', 'POST', '/custom-fields', { body })
    const { id, created_at, updated_at, created_by, updated_by, ...said } = made.json()
    assert.equal(made.statusCode, 201, made.body)
    assert.equal(made.headers.location, `/api/v1/custom-fields/${id}`)
    assert.equal(made.headers.etag, '"1"')
    const unsaid = { is_required: false, options: [], maximum: null, position: 0, metadata: {}, version: 1 }
    assert.deepEqual(said, { ...body, ...unsaid })
    assert.deepEqual([updated_at, updated_by], [created_at, created_by])
    assert.deepEqual(await read(id), made.json())
  })

  test('another tenant’s is not there, whatever is asked of it', async () => {
    const { id } = await make()
    const path = `/custom-fields/${id}`
    for (const [method, at, body] of [
      ['GET', path],
      ['PATCH', path, { label: 'Mine' }],
      ['DELETE', path],
      ['DELETE', `${path}/deletion`],
    ] as const) {
      const { statusCode } = await world().neighbourRequest('owner', method, at, body && { body })
      assert.equal(statusCode, 404, `${method} ${at}`)
    }
    const list = await world().neighbourRequest('owner', 'GET', '/custom-fields')
    assert.deepEqual(list.json().results, [])
    assert.equal((await read(id)).version, 1)
  })

  test('a key is taken once in a tenant, for ever', async () => {
    const { id, key } = await make()
    assert.equal((await send({ key })).json().code, 'custom_field.key_taken')
    const elsewhere = await world().neighbourRequest('owner', 'POST', '/custom-fields', { body: { ...textField, key } })
    assert.equal(elsewhere.statusCode, 201)
    await world().request('owner', 'DELETE', `/custom-fields/${id}`)
    assert.equal((await send({ key })).json().code, 'custom_field.key_taken')
    const fields = await Promise.all(Array.from({ length: 4 }, () => send({ key: `${key}_twice` })))
    assert.deepEqual(fields.map(({ statusCode }) => statusCode).sort(), [201, 409, 409, 409])
  })

  test('key, owner and type never change', async () => {
    const { id } = await make()
    for (const body of [{ key: 'other' }, { owner_type: 'product' }, { type: 'integer' }]) {
      const { statusCode } = await world().request('owner', 'PATCH', `/custom-fields/${id}`, { body })
      assert.equal(statusCode, 422, JSON.stringify(body))
    }
  })

  test('what contradicts itself is refused, after a patch too', async () => {
    const faults: [object, string][] = [
      [{ key: '1st' }, '/body/key'],
      [{ key: '_x' }, '/body/key'],
      [{ type: 'decimal' }, '/body/type'],
      [{ owner_type: 'order' }, '/body/owner_type'],
      [{ type: 'select' }, '/body/options'],
      [{ options: ['A'] }, '/body/options'],
      [{ type: 'select', options: ['A', 'A'] }, '/body/options'],
      [{ type: 'select', options: Array.from({ length: 101 }, (_, n) => `${n}`) }, '/body/options'],
      [{ type: 'date', minimum: 1 }, '/body/minimum'],
      [{ minimum: -1 }, '/body/minimum'],
      [{ maximum: 5_001 }, '/body/maximum'],
      [{ type: 'integer', minimum: 2, maximum: 1 }, '/body/maximum'],
    ]
    for (const [fault, path] of faults) {
      const answer = await send(fault)
      assert.equal(answer.statusCode, 422, JSON.stringify(fault))
      assert.ok(
        answer.json().errors.some((error: { path: string }) => error.path.startsWith(path)),
        answer.body,
      )
    }
    const { id } = await make({ minimum: 5 })
    const patched = await world().request('owner', 'PATCH', `/custom-fields/${id}`, { body: { maximum: 4 } })
    assert.deepEqual([patched.statusCode, patched.json().errors[0].path], [422, '/body/maximum'])
    assert.equal((await read(id)).version, 1)
  })

  test('who read an older version changes nothing', async () => {
    const { id } = await make()
    const headers = { 'if-match': '"1"' }
    const patch = (label: string) =>
      world().request('owner', 'PATCH', `/custom-fields/${id}`, { body: { label }, headers })
    assert.equal((await patch('First')).statusCode, 200)
    assert.equal((await patch('Second')).statusCode, 412)
    assert.equal((await world().request('owner', 'DELETE', `/custom-fields/${id}`, { headers })).statusCode, 412)
    assert.equal((await read(id)).label, 'First')
  })

  test('an archived one is out of sight until it is restored', async () => {
    const { id, key } = await make()
    const path = `/custom-fields/${id}`
    const list = () => world().request('owner', 'GET', '/custom-fields', { query: { key, owner_type: 'product' } })
    assert.equal((await world().request('owner', 'DELETE', `${path}/deletion`)).statusCode, 404)
    assert.equal((await world().request('owner', 'DELETE', path)).statusCode, 204)
    assert.equal((await world().request('owner', 'GET', path)).statusCode, 404)
    assert.equal((await list()).json().paging.total, 0)
    const restored = await world().request('owner', 'DELETE', `${path}/deletion`)
    assert.deepEqual([restored.statusCode, restored.json().version], [200, 3])
    assert.deepEqual((await list()).json().results, [restored.json()])
  })

  test('only owners and admins change fields; operators and sellers read them', async () => {
    const { id } = await make()
    const path = `/custom-fields/${id}`
    for (const role of ['operator', 'viewer', 'seller'] as const) {
      assert.equal((await world().request(role, 'GET', path)).statusCode, 200, role)
      assert.equal((await world().request(role, 'PATCH', path, { body: { label: 'x' } })).statusCode, 403, role)
      assert.equal((await world().request(role, 'DELETE', path)).statusCode, 403, role)
    }
    assert.equal((await world().request('admin', 'PATCH', path, { body: { label: 'x' } })).statusCode, 200)
  })

  test('there are at most a hundred at a time, however many are made at once', async () => {
    const archived = await make()
    await world().request('owner', 'DELETE', `/custom-fields/${archived.id}`)
    for (let left = 98 - (await howMany()); left > 0; left--) await make()
    const last = await Promise.all(Array.from({ length: 6 }, () => send({})))
    assert.deepEqual(last.map(({ statusCode }) => statusCode).sort(), [201, 201, 409, 409, 409, 409])
    assert.equal(last.find(({ statusCode }) => statusCode === 409)!.json().code, 'custom_field.too_many')
    const restored = await world().request('owner', 'DELETE', `/custom-fields/${archived.id}/deletion`)
    assert.equal(restored.json().code, 'custom_field.too_many')
    assert.equal(await howMany(), 100)
  })
})
