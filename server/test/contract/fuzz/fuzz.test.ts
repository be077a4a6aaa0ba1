import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { stateOf } from '../../isolation/secrets.ts'
import { tenantTables } from '../../isolation/sql/catalogue.ts'
import { leaveSampleRows } from '../../sample-rows.ts'
import { headOf } from '../client.ts'
import { seed } from '../seed.ts'
import { openStage, type Stage } from '../stage.ts'
import { fuzz } from './fuzz.ts'

/** `npm run fuzz -- --calls 100000 --seed 1` sets both. */
const calls = Number(process.env.STOA_TEST_FUZZ_CALLS ?? 10_000)

/** What a run may leave on the heap: caches are full by then, and grow no further. */
const maxGrowthBytes = 150 * 1024 * 1024

describe('odd calls', () => {
  let stage: Stage
  before(async () => {
    stage = await openStage('shared')
    await leaveSampleRows(stage.world, stage.world.neighbour)
  })
  after(() => stage?.close())

  test('a body that drips in byte by byte is refused in time, on every operation, and holds nobody up', async () => {
    const dripped = stage.document.operations.filter(({ body }) => body)
    const heads: string[] = []
    for (const operation of dripped) {
      const wire = await stage.written(operation, await stage.ready(operation))
      heads.push(headOf({ ...wire, headers: { ...wire.headers, 'content-length': '100000' } }))
    }
    const answers = await Promise.all(heads.map(drip))
    for (const [index, answer] of answers.entries()) assert.match(answer, /^HTTP\/1\.1 408 /, dripped[index]!.id)
    await assertCalm()
  })

  test('whatever is sent, the answer is a documented one that tells nothing of the inside', async (t) => {
    t.diagnostic(`npm run fuzz -- --calls ${calls} --seed ${seed}`)
    const [neighbour, heap] = [await neighbourState(), heapUsed()]
    const { faults, statuses } = await fuzz(stage, { calls, seed, atOnce: 32 })
    t.diagnostic(
      [...statuses]
        .sort()
        .map(([status, count]) => `${status}: ${count}`)
        .join(', '),
    )
    assert.deepEqual(
      [...faults].map(([fault, call]) => `${fault}\n${call}`),
      [],
    )
    assert.equal(await neighbourState(), neighbour, "the neighbour's rows are not what they were")
    await assertCalm()
    const grown = heapUsed() - heap
    assert.ok(grown < maxGrowthBytes, `${Math.round(grown / 1024 / 1024)} MB are not given back`)
  })

  async function neighbourState(): Promise<string> {
    return stateOf(stage.admin, await tenantTables(stage.admin), stage.world.neighbour.id)
  }

  /** The event loop turns, everything needed works, and no connection is left in the middle of something. */
  async function assertCalm(): Promise<void> {
    for (const url of ['/health/live', '/health/ready']) {
      assert.equal((await stage.client.send({ method: 'GET', url, headers: {} })).status, 200, url)
    }
    for (const [role, kinds] of Object.entries(stage.world.platform.tenancy.stats)) {
      for (const [kind, { inFlight, waiting }] of Object.entries(kinds)) {
        assert.deepEqual({ inFlight, waiting }, { inFlight: 0, waiting: 0 }, `${role} ${kind}`)
      }
    }
    const { rows } = await stage.admin.query(
      "select usename, query from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    )
    assert.deepEqual(rows, [])
  }

  /** Sends a byte of the body at a time until the server answers, and tells its answer. */
  function drip(head: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(stage.client.port, '127.0.0.1')
      let received = ''
      socket.write(head)
      const drops = setInterval(() => socket.write(' '), 50)
      socket.on('data', (chunk) => {
        received += chunk
        socket.destroy()
      })
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        clearInterval(drops)
        resolve(received)
      })
    })
  }
})

function heapUsed(): number {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  return process.memoryUsage().heapUsed
}
