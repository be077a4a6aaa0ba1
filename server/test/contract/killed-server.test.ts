import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { forEachPlacement } from '#testing'
import { Client } from './client.ts'
import { type BegunCall, keyedCall, keyedOperationsAtOnce, readEffects, rowsAt, rowsMadeAt, settled } from './keyed.ts'
import { seed } from './seed.ts'
import { type Stage, stageIn } from './stage.ts'

const program = fileURLToPath(new URL('../../src/testing/killed-server.ts', import.meta.url))

/** Calls of each operation that are under way when the server is killed. */
const calls = 4

forEachPlacement((placement) => {
  const stage = stageIn(placement)
  const children: ChildProcess[] = []
  after(() => {
    for (const child of children) child.kill('SIGKILL')
  })

  test('a server killed at any moment leaves no call half done: with its key, each has exactly one effect', async (t) => {
    t.diagnostic(`STOA_TEST_SEED=${seed}`)
    const effects = await readEffects(stage())
    for (const share of fc.sample(fc.double({ min: 0, max: 0.9, noNaN: true }), { numRuns: 3, seed })) {
      const begun = await beginCalls(stage())
      const before = await Promise.all(begun.map(({ call }) => rowsAt(stage(), call)))
      await sendToKilled(stage(), begun, Math.floor(begun.length * share))
      for (const { call } of begun) {
        const { status, body } = await settled(stage(), call)
        assert.equal(status, call.operation.success, `${call.operation.id}: ${body}`)
      }
      for (const [index, one] of begun.entries()) {
        const rows = before[index] === undefined ? undefined : before[index] + rowsMadeAt(one, begun, effects)
        assert.equal(await rowsAt(stage(), one.call), rows, `${one.call.operation.id} killed after ${share}`)
      }
    }
  })

  async function beginCalls(stage: Stage): Promise<BegunCall[]> {
    const begun: BegunCall[] = []
    for (const operation of keyedOperationsAtOnce(stage)) {
      for (let index = 0; index < calls; index++) {
        const call = await keyedCall(stage, operation)
        begun.push({ call, wire: await stage.written(operation, call.sent) })
      }
    }
    return begun
  }

  /** Sends all at once to a process of its own, which is killed when so many are answered. */
  async function sendToKilled(stage: Stage, begun: readonly BegunCall[], answers: number) {
    const child = spawn(process.execPath, [program, JSON.stringify(stage.world.database.urls)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    const [port] = await once(child.stdout!, 'data')
    const client = new Client(Number(String(port)), begun.length)
    let answered = 0
    const sent = begun.map(async ({ wire }) => {
      await client.send(wire)
      if (++answered === answers) child.kill('SIGKILL')
    })
    if (answers === 0) child.kill('SIGKILL')
    await Promise.allSettled(sent)
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    client.close()
  }
})
