import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { forEachPlacement } from '#testing'
import { keyedCall, keyedOperations, rowsAt, settled } from './keyed.ts'
import { seed } from './seed.ts'
import { stageIn } from './stage.ts'

forEachPlacement((placement) => {
  const stage = stageIn(placement)

  test('of any number of calls at once with one key, one has an effect; the others replay its answer or are put off', async (t) => {
    t.diagnostic(`STOA_TEST_SEED=${seed}`)
    for (const operation of keyedOperations(stage())) {
      const atOnce = fc.asyncProperty(fc.integer({ min: 2, max: 12 }), async (calls) => {
        const call = await keyedCall(stage(), operation)
        const before = await rowsAt(stage(), call)
        const answers = await Promise.all(Array.from({ length: calls }, () => stage().call(operation, call.sent)))
        const last = await settled(stage(), call)
        const done = [...answers, last].filter(({ code }) => code !== 'idempotency.in_flight')
        for (const { status, body } of done) assert.deepEqual([status, body], [operation.success, last.body])
        for (const { status } of answers) assert.ok(status === operation.success || status === 409, operation.id)
        assert.equal(last.headers['idempotent-replayed'], 'true')
        assert.equal(done.filter(({ headers }) => !headers['idempotent-replayed']).length, 1, operation.id)
        const after = await rowsAt(stage(), call)
        assert.equal(after, before === undefined ? undefined : before + 1, operation.id)
      })
      await fc.assert(atOnce, { numRuns: 3, seed })
    }
    assert.deepEqual([...stage().faults], [])
  })

  test('a key used for another request is refused and changes nothing', async () => {
    for (const operation of keyedOperations(stage())) {
      const [call, other] = [await keyedCall(stage(), operation), await keyedCall(stage(), operation)]
      const first = await stage().call(operation, call.sent)
      const before = await rowsAt(stage(), other)
      const { headers } = call.sent
      const refused = await stage().call(operation, { ...other.sent, ...(headers && { headers }) })
      assert.deepEqual([refused.status, refused.code], [422, 'idempotency.key_reused'], operation.id)
      assert.equal(await rowsAt(stage(), other), before, operation.id)
      assert.equal((await stage().call(operation, call.sent)).body, first.body, operation.id)
    }
  })
})
