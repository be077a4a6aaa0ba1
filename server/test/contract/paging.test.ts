import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { forEachPlacement } from '#testing'
import { addRow, type Change, listsOf, readPage, sortsOf, walkFaults } from './paging.ts'
import { seed } from './seed.ts'
import { type Stage, stageIn } from './stage.ts'

/** Rows of each list before anything is read. */
const rows = 8

const walks = fc.record({
  limit: fc.integer({ min: 1, max: 5 }),
  changes: fc.array(fc.constantFrom<Change>('insert', 'delete', 'nothing'), { maxLength: 5 }),
})

forEachPlacement((placement) => {
  const stage = stageIn(placement)

  test('a cursor neither skips nor repeats a row that was there throughout, in any order, while others come and go', async (t) => {
    t.diagnostic(`STOA_TEST_SEED=${seed}`)
    for (const list of listsOf(stage())) {
      const at = await stage().ready(list)
      const spare = new Set<string>()
      for (let made = 0; made < rows; made++) spare.add((await addRow(stage(), list)) ?? 'none')
      for (const sort of sortsOf(list)) {
        const walk = fc.asyncProperty(walks, async (given) => {
          assert.deepEqual(await walkFaults(stage(), list, { ...given, sort, spare }, at), [])
        })
        await fc.assert(walk, { numRuns: 3, seed })
      }
    }
    assert.deepEqual([...stage().faults], [])
  })

  test('the total is that of the whole list, and is left out where nobody asks for it', async () => {
    for (const list of listsOf(stage())) {
      const at = await stage().ready(list)
      const { paging, results } = await readPage(stage(), list, at, { limit: '200' })
      assert.equal(paging.total, results.length, list.id)
      const short = await readPage(stage(), list, at, { limit: '1' })
      assert.equal(short.paging.total, paging.total, list.id)
      const silent = await readPage(stage(), list, at, { limit: '1', total: 'false' })
      assert.equal(silent.paging.total, undefined, list.id)
      assert.deepEqual(silent.results, short.results, list.id)
    }
  })

  test('a page has 1 to 200 rows, 50 unless said', async () => {
    for (const list of listsOf(stage())) {
      const at = await stage().ready(list)
      for (const limit of ['0', '-1', '201', '1.5', '1e2', '']) assert.equal(await statusOf(stage(), limit), 422, limit)
      for (const limit of ['1', '200']) assert.equal(await statusOf(stage(), limit), 200, limit)
      assert.equal((await readPage(stage(), list, at, {})).paging.limit, 50)

      async function statusOf(stage: Stage, limit: string) {
        return (await stage.call(list, { ...at, query: { limit } })).status
      }
    }
  })

  test('a cursor belongs to its list and its order', async () => {
    for (const list of listsOf(stage())) {
      const at = await stage().ready(list)
      const [sort, other] = sortsOf(list)
      const { paging } = await readPage(stage(), list, at, { limit: '1', sort: sort! })
      if (!paging.next_cursor) continue
      const refused = await stage().call(list, { ...at, query: { sort: other!, cursor: paging.next_cursor } })
      assert.deepEqual([refused.status, refused.code], [400, 'list.invalid_cursor'], list.id)
    }
  })
})
