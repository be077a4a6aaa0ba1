import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { forEachPlacement } from '#testing'
import type { Operation } from './document.ts'
import { seed } from './seed.ts'
import { type Sent, type Stage, stageIn } from './stage.ts'

/** Calls at once. */
const several = fc.integer({ min: 2, max: 8 })
const options = { numRuns: 3, seed }

forEachPlacement((placement) => {
  const stage = stageIn(placement)

  const versioned = () => stage().document.operations.filter(({ honours }) => honours.includes('if_match'))
  const patches = () => versioned().filter(({ method }) => method === 'PATCH')

  test('of any number of changes at once to the version that was read, exactly one is made', async (t) => {
    t.diagnostic(`STOA_TEST_SEED=${seed}`)
    for (const operation of versioned()) {
      const race = fc.asyncProperty(several, async (calls) => {
        const sent = await stage().ready(operation)
        const read = await readerOf(stage(), operation, sent)
        const { version, etag } = await read()
        const change = { ...sent, headers: { ...sent.headers, 'if-match': etag } }
        const answers = await Promise.all(Array.from({ length: calls }, () => stage().call(operation, change)))
        const [won, lost] = [
          answers.filter(({ status }) => status < 300),
          answers.filter(({ status }) => status >= 300),
        ]
        assert.equal(won.length, 1, `${operation.id}: ${answers.map(({ status }) => status)}`)
        for (const { status, body } of lost) assert.ok(isLate(operation, status), `${operation.id}: ${body}`)
        const now = await read()
        if (now.version !== undefined) assert.equal(now.version, version! + 1, operation.id)
      })
      await fc.assert(race, options)
    }
    assert.deepEqual([...stage().faults], [])
  })

  test('changes without a condition are all made, and each is a version', async () => {
    for (const operation of patches()) {
      const race = fc.asyncProperty(several, async (calls) => {
        const sent = await stage().ready(operation)
        const read = await readerOf(stage(), operation, sent)
        const { version } = await read()
        const answers = await Promise.all(Array.from({ length: calls }, () => stage().call(operation, sent)))
        for (const { status, body } of answers) assert.equal(status, operation.success, body)
        const versions = answers.map(({ row }) => Number(row.version)).sort((a, b) => a - b)
        assert.deepEqual(
          versions,
          Array.from({ length: calls }, (_, index) => version! + index + 1),
          operation.id,
        )
      })
      await fc.assert(race, options)
    }
  })

  test('a version that has passed is never taken again, and the answer names the next one', async () => {
    for (const operation of patches()) {
      const sent = await stage().ready(operation)
      let { etag } = await (await readerOf(stage(), operation, sent))()
      for (let round = 0; round < 3; round++) {
        const conditional = { ...sent, headers: { 'if-match': etag } }
        const { status, headers } = await stage().call(operation, conditional)
        assert.equal(status, operation.success, operation.id)
        assert.equal((await stage().call(operation, conditional)).code, 'row.version_stale', operation.id)
        etag = headers.etag!
      }
    }
  })
})

/** Whoever came too late finds another version, another state, or nothing. A patch always finds the row. */
function isLate({ method }: Operation, status: number): boolean {
  return status === 412 || (method !== 'PATCH' && (status === 404 || status === 409))
}

/** Reads the row that the call is about. */
async function readerOf(stage: Stage, operation: Operation, { path, token }: Sent) {
  const place = operation.path.includes('}')
    ? operation.path.slice(0, operation.path.lastIndexOf('}') + 1)
    : operation.path
  const reader = stage.document.operations.find(
    (other) => other.method === 'GET' && other.path === place && other.responses.get(200)?.headers.has('etag'),
  )
  assert.ok(reader, `${operation.id}: nothing answers the version of what is at ${place}`)
  return async () => {
    const { row, headers } = await stage.call(reader, { ...(path && { path }), ...(token && { token }) })
    return { version: row.version as number | undefined, etag: headers.etag ?? '' }
  }
}
