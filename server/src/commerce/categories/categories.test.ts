import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import pg from 'pg'
import { forEachPlacement, worldIn } from '#testing'
import { maxDepth } from './category.ts'
import { createCategory } from './create-category.ts'

forEachPlacement((placement) => {
  const world = worldIn(placement)
  let made = 0

  interface Made {
    id: string
    slug: string
    path: string[]
    parent_id: string | null
    version: number
  }

  async function make(parent_id: string | null = null, fields: object = {}): Promise<Made> {
    const slug = `category-${++made}`
    const answer = await world().request('owner', 'POST', '/categories', {
      body: { name: slug, slug, parent_id, ...fields },
    })
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json()
  }

  const move = (id: string, parent_id: string | null) =>
    world().request('owner', 'PATCH', `/categories/${id}`, { body: { parent_id } })

  async function read(id: string): Promise<Made> {
    return (await world().request('viewer', 'GET', `/categories/${id}`)).json()
  }

  async function makeProduct(): Promise<string> {
    const body = { title: 'Mug', price_amount_minor: 100, currency: 'EUR' }
    return (await world().request('owner', 'POST', '/products', { body })).json().id
  }

  const categorise = (product: string, category_ids: string[]) =>
    world().request('owner', 'PUT', `/products/${product}/categories`, { body: { category_ids } })

  test('a category is read back as it was made, and the tree is listed level by level', async () => {
    const top = await make(null, { position: 3, description: 'All of it', metadata: { icon: 'cup' } })
    const below = await make(top.id)
    assert.deepEqual(top.path, [top.id])
    assert.deepEqual(below.path, [top.id, below.id])
    assert.deepEqual(await read(below.id), below)
    const list = async (query: Record<string, string>) =>
      (await world().request('viewer', 'GET', '/categories', { query })).json().results.map(({ id }: Made) => id)
    assert.deepEqual(await list({ parent_id: top.id }), [below.id])
    assert.ok((await list({ is_top: 'true' })).includes(top.id))
    assert.ok(!(await list({ is_top: 'true' })).includes(below.id))
    assert.deepEqual(await list({ slug: below.slug }), [below.id])
  })

  test('another tenant’s category is not there, neither as a parent nor for a product', async () => {
    const { id } = await make()
    const body = { name: 'Theirs', slug: 'theirs', parent_id: id }
    const below = await world().neighbourRequest('owner', 'POST', '/categories', { body })
    assert.equal(below.json().code, 'category.parent_unknown')
    for (const [method, path, sent] of [
      ['GET', `/categories/${id}`, undefined],
      ['PATCH', `/categories/${id}`, { name: 'Mine' }],
      ['DELETE', `/categories/${id}`, undefined],
      ['DELETE', `/categories/${id}/deletion`, undefined],
    ] as const) {
      const { statusCode } = await world().neighbourRequest('owner', method, path, sent && { body: sent })
      assert.equal(statusCode, 404, `${method} ${path}`)
    }
    const product = { title: 'Mug', price_amount_minor: 100, currency: 'EUR' }
    const theirs = (await world().neighbourRequest('owner', 'POST', '/products', { body: product })).json().id
    const put = { body: { category_ids: [id] } }
    const answer = await world().neighbourRequest('owner', 'PUT', `/products/${theirs}/categories`, put)
    assert.equal(answer.json().code, 'category.unknown')
  })

  test('a slug names one category that is not deleted', async () => {
    const first = await make()
    const again = { body: { name: 'Again', slug: first.slug } }
    assert.equal((await world().request('owner', 'POST', '/categories', again)).json().code, 'category.slug_taken')
    assert.equal((await world().neighbourRequest('owner', 'POST', '/categories', again)).statusCode, 201)
    await world().request('owner', 'DELETE', `/categories/${first.id}`)
    assert.equal((await world().request('owner', 'POST', '/categories', again)).statusCode, 201)
    const restored = await world().request('owner', 'DELETE', `/categories/${first.id}/deletion`)
    assert.equal(restored.json().code, 'category.slug_taken')
  })

  test('the tree has eight levels at most, made or moved', async () => {
    let deepest = await make()
    for (let level = 2; level <= maxDepth; level++) deepest = await make(deepest.id)
    const body = { name: 'Too deep', slug: 'too-deep', parent_id: deepest.id }
    assert.equal((await world().request('owner', 'POST', '/categories', { body })).json().code, 'category.too_deep')
    const branch = await make()
    await make(branch.id)
    assert.equal((await move(branch.id, deepest.path.at(-2)!)).json().code, 'category.too_deep')
    assert.equal((await move(branch.id, deepest.path.at(-3)!)).statusCode, 200)
  })

  test('of moves that would make a circle together one is refused, however they meet', async () => {
    for (let round = 0; round < 5; round++) {
      const ring = [await make(), await make(), await make()]
      const answers = await Promise.all(ring.map(({ id }, at) => move(id, ring[(at + 1) % 3]!.id)))
      const codes = answers.map((answer) => (answer.statusCode === 200 ? 'moved' : answer.json().code)).sort()
      assert.deepEqual(codes, ['category.above_itself', 'moved', 'moved'])
    }
  })

  test('a category with others below is not deleted, and none is restored below a deleted one', async () => {
    const top = await make()
    const below = await make(top.id)
    const remove = (id: string) => world().request('owner', 'DELETE', `/categories/${id}`)
    assert.equal((await remove(top.id)).json().code, 'category.has_children')
    assert.equal((await remove(below.id)).statusCode, 204)
    assert.equal((await remove(top.id)).statusCode, 204)
    const restore = (id: string) => world().request('owner', 'DELETE', `/categories/${id}/deletion`)
    assert.equal((await restore(below.id)).json().code, 'category.parent_unknown')
    assert.equal((await restore(top.id)).statusCode, 200)
    assert.deepEqual((await restore(below.id)).json().path, below.path)
    assert.equal((await restore(below.id)).statusCode, 404)
  })

  test('a category is not deleted while a child is made below it', async () => {
    const top = await make()
    const slug = `category-${++made}`
    let deleted: ReturnType<typeof move> | undefined
    await world().scope(async (scope) => {
      await createCategory(scope, { name: slug, slug, parent_id: top.id })
      deleted = world().request('owner', 'DELETE', `/categories/${top.id}`)
      await untilSomebodyWaits()
    })
    assert.equal((await deleted!).json().code, 'category.has_children')
    assert.equal((await read(top.id)).id, top.id)
  })

  async function untilSomebodyWaits(): Promise<void> {
    const admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while (!(await admin.query(waiting)).rowCount) await wait(5)
    await admin.end()
  }

  test('what is below a moved category is another version, since its path is another', async () => {
    const [top, branch] = [await make(), await make()]
    const below = await make(branch.id)
    const headers = { 'if-none-match': `"${below.version}"` }
    const again = () => world().request('viewer', 'GET', `/categories/${below.id}`, { headers })
    assert.equal((await again()).statusCode, 304)
    const moved = (await move(branch.id, top.id)).json()
    assert.equal((await again()).statusCode, 200)
    assert.deepEqual((await again()).json().path, [top.id, branch.id, below.id])
    assert.equal((await again()).json().version, below.version + 1)
    assert.deepEqual(await read(branch.id), moved)
    assert.equal(moved.version, branch.version + 1)
  })

  test('who read an older version changes and deletes nothing', async () => {
    const { id } = await make()
    const stale = { headers: { 'if-match': '"7"' } }
    const patch = { ...stale, body: { name: 'Other' } }
    assert.equal((await world().request('owner', 'PATCH', `/categories/${id}`, patch)).statusCode, 412)
    assert.equal((await world().request('owner', 'DELETE', `/categories/${id}`, stale)).statusCode, 412)
    assert.equal(
      (await world().request('owner', 'PATCH', `/categories/${id}`, { body: { name: 'Other' } })).json().version,
      2,
    )
  })

  test('products are listed by category, with what is below it or without', async () => {
    const top = await make()
    const below = await make(top.id)
    const [inTop, inBelow, inBoth] = [await makeProduct(), await makeProduct(), await makeProduct()]
    await categorise(inTop, [top.id])
    await categorise(inBelow, [below.id])
    const both = (await categorise(inBoth, [below.id, top.id])).json().category_ids
    assert.deepEqual(both, [top.id, below.id].sort())
    const list = async (query: Record<string, string>) =>
      (await world().request('viewer', 'GET', '/products', { query: { ...query, sort: 'created_at' } }))
        .json()
        .results.map(({ id }: Made) => id)
    assert.deepEqual(await list({ category_id: top.id }), [inTop, inBoth])
    assert.deepEqual(await list({ category_tree_id: top.id }), [inTop, inBelow, inBoth])
    assert.deepEqual(await list({ category_tree_id: top.id, q: 'mug' }), [inTop, inBelow, inBoth])
    await world().request('owner', 'DELETE', `/categories/${below.id}`)
    assert.deepEqual(await list({ category_tree_id: top.id }), [inTop, inBoth])
    const kept = await world().request('viewer', 'GET', `/products/${inBoth}/categories`)
    assert.deepEqual(kept.json(), { category_ids: [top.id] })
    const gone = await categorise(inTop, [below.id])
    assert.equal(gone.json().code, 'category.unknown')
    assert.deepEqual((await categorise(inTop, [])).json(), { category_ids: [] })
    assert.deepEqual(await list({ category_id: top.id }), [inBoth])
  })

  test('whatever is made, moved, deleted and restored, at once too, the tree stays a tree', async () => {
    const step = fc.record({
      what: fc.constantFrom('make', 'move', 'move', 'move', 'delete', 'restore'),
      which: fc.nat(9),
      where: fc.option(fc.nat(9)),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), async (rounds) => {
        const ids = [(await make()).id, (await make()).id, (await make()).id]
        const pick = (n: number) => ids[n % ids.length]!
        for (const round of rounds) {
          const answers = await Promise.all(
            round.map(({ what, which, where }) => {
              const parent_id = where === null ? null : pick(where)
              const slug = `category-${++made}`
              if (what === 'move') return move(pick(which), parent_id)
              if (what === 'delete') return world().request('owner', 'DELETE', `/categories/${pick(which)}`)
              if (what === 'restore') return world().request('owner', 'DELETE', `/categories/${pick(which)}/deletion`)
              return world().request('owner', 'POST', '/categories', { body: { name: slug, slug, parent_id } })
            }),
          )
          for (const answer of answers) {
            assert.ok(answer.statusCode < 500, answer.body)
            if (answer.statusCode === 201) ids.push(answer.json().id)
          }
        }
        for (const id of ids) {
          const { path, parent_id } = await read(id)
          if (!path) continue
          assert.equal(path.at(-1), id)
          assert.ok(path.length <= maxDepth && new Set(path).size === path.length)
          assert.equal(path.at(-2) ?? null, parent_id)
          if (parent_id) assert.deepEqual((await read(parent_id)).path, path.slice(0, -1))
        }
      }),
      { numRuns: 10 },
    )
  })
})
