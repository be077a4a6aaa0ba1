import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, execution, type Prepared } from './batch.ts'
import { Connection } from './connection.ts'
import { SharedConnections } from './shared-connections.ts'

const url = process.env.STOA_TEST_DATABASE_URL
assert.ok(url, 'STOA_TEST_DATABASE_URL names the server the tests may use')
const applicationName = 'stall test'
const options = { url, applicationName, connectTimeoutMs: 5_000, prepare: true, depthLimit: 16 }

const prepared = (text: string): Prepared => ({ name: text, text, about: { description: undefined } })
/** Runs until it is cancelled; known beforehand, so that it is under way at once. */
const endless = control(`select pg_sleep(600), '${applicationName}' as mark`)
const quick = prepared('select $1::int as n')
const cancelEndless = prepared(
  `select pg_cancel_backend(pid) from pg_stat_activity where query like '%pg_sleep(600)%${applicationName}%' and pid <> pg_backend_pid()`,
)

async function ask(connections: SharedConnections, n: number): Promise<unknown> {
  const asked = execution(quick, [n])
  await connections.run([asked])
  return asked.rows[0]
}

/** Ends what would run for ever, from a connection of its own; asked again until it was there to be ended. */
async function endEndless(): Promise<void> {
  const other = new SharedConnections({ ...options, size: 1 })
  for (;;) {
    const asked = execution(cancelEndless, [])
    await other.run([asked])
    if (asked.rows.length > 0) break
  }
  await other.close()
}

test('reads behind one that takes for ever are answered all the same, each once and with its own rows', async () => {
  const connections = new SharedConnections({ ...options, size: 2, onlyReads: true })
  await ask(connections, 0)
  const slow = assert.rejects(connections.run([execution(endless, [])]), { code: '57014' })
  const numbers = Array.from({ length: 20 }, (_, index) => index)
  assert.deepEqual(
    await Promise.all(numbers.map((n) => ask(connections, n))),
    numbers.map((n) => ({ n })),
  )
  await endEndless()
  await slow
  assert.deepEqual(await ask(connections, 7), { n: 7 })
  await connections.close()
})

test('when every connection is held by a slow batch another is opened, and closed again afterwards', async () => {
  const connections = new SharedConnections({ ...options, size: 1, onlyReads: true })
  await ask(connections, 0)
  const slow = assert.rejects(connections.run([execution(endless, [])]), { code: '57014' })
  assert.deepEqual(await Promise.all([1, 2, 3].map((n) => ask(connections, n))), [{ n: 1 }, { n: 2 }, { n: 3 }])
  assert.equal(connections.stats.connections, 2)
  await endEndless()
  await slow
  await ask(connections, 4)
  assert.equal(connections.stats.connections, 1)
  await connections.close()
})

test('a write behind a slow one is not sent twice', async () => {
  const connections = new SharedConnections({ ...options, size: 1 })
  await ask(connections, 0)
  const slow = assert.rejects(connections.run([execution(endless, [])]), { code: '57014' })
  let isAnswered = false
  const behind = ask(connections, 1).then(() => {
    isAnswered = true
  })
  // A further one comes through on another connection: by then the one behind would have been taken too.
  while (connections.stats.connections < 2) await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(await ask(connections, 2), { n: 2 })
  assert.equal(isAnswered, false)
  await endEndless()
  await Promise.all([slow, behind])
  await connections.close()
})

test('what waits behind a slow batch is taken once, however often the slow one is looked at', async () => {
  const connection = await Connection.open(options)
  const slow = assert.rejects(connection.run([execution(endless, [])]), { code: '57014' })
  void connection.run([execution(control('select 1'), [])])
  assert.equal(connection.takeWaiting().length, 1)
  assert.equal(connection.takeWaiting().length, 0)
  await endEndless()
  await slow
  await connection.close()
})
