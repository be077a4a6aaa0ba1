import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Queue } from './queue.ts'

test('no more tasks run than the width, each in its turn, and a failed one makes room', async () => {
  const queue = new Queue(2, 10)
  const started: number[] = []
  let running = 0
  const task = (index: number) => async () => {
    started.push(index)
    assert.ok(++running <= 2)
    await new Promise(setImmediate)
    running--
    if (index === 1) throw new Error('one fails')
    return index
  }
  const settled = await Promise.allSettled([0, 1, 2, 3, 4].map((index) => queue.run(task(index))))
  assert.deepEqual(started, [0, 1, 2, 3, 4])
  assert.deepEqual(
    settled.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
  )
})

test('a task beyond the queue is turned away, and never runs', async () => {
  const queue = new Queue(1, 1)
  let release = () => {}
  const first = queue.run(() => new Promise<void>((resolve) => (release = resolve)))
  const second = queue.run(async () => 'second')
  await assert.rejects(
    queue.run(async () => assert.fail('it ran')),
    /too many/,
  )
  release()
  await first
  assert.equal(await second, 'second')
})
