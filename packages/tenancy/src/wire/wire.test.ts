import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { type Execution, execution, type Prepared } from './batch.ts'
import type { ConnectionOptions } from './connection.ts'
import { ConnectionLost, DatabaseError } from './database-error.ts'
import { LeasedConnections } from './leased-connections.ts'
import { SharedConnections } from './shared-connections.ts'
import { ConnectionsBusy } from './waiting-line.ts'

const url = process.env.STOA_TEST_DATABASE_URL
assert.ok(url, 'STOA_TEST_DATABASE_URL names the server the tests may use')

const options: ConnectionOptions = { url, applicationName: 'wire test', connectTimeoutMs: 5_000, prepare: true }
const shared = new SharedConnections({ ...options, size: 1, depthLimit: 8 })
const several = new SharedConnections({ ...options, size: 3, depthLimit: 2 })
const unprepared = new SharedConnections({ ...options, size: 1, depthLimit: 8, prepare: false })

after(() => Promise.all([shared.close(), several.close(), unprepared.close()]))

function prepared(text: string): Prepared {
  return { name: text, text, about: { description: undefined } }
}

async function rowsOf(connections: SharedConnections, statement: Prepared, ...parameters: unknown[]) {
  const asked = execution(statement, parameters)
  await connections.run([asked])
  return asked.rows as Record<string, unknown>[]
}

async function roundTrip(type: string, value: unknown): Promise<unknown> {
  const [row] = await rowsOf(shared, prepared(`select $1::${type} as value`), value)
  return row?.value
}

const storableText = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0') && text.isWellFormed())

test('text, numbers, JSON and arrays come back as they were sent', async () => {
  await fc.assert(
    fc.asyncProperty(
      storableText,
      fc.maxSafeInteger(),
      fc.json().map((text) => JSON.parse(text.replaceAll('\\u0000', ''))),
      fc.array(fc.option(storableText)),
      async (text, integer, json, texts) => {
        assert.equal(await roundTrip('text', text), text)
        assert.equal(await roundTrip('int8', integer), Object.is(integer, -0) ? 0 : integer)
        assert.deepEqual(await roundTrip('json', json), json)
        assert.deepEqual(await roundTrip('text[]', texts), texts)
      },
    ),
    { numRuns: 50 },
  )
})

test('a timestamp comes as RFC 3339 in UTC with three decimals', async () => {
  for (const [sent, received] of [
    ['2026-11-21T09:30:00Z', '2026-11-21T09:30:00.000Z'],
    ['2026-11-21T09:30:00.120Z', '2026-11-21T09:30:00.120Z'],
    ['2026-11-21T23:30:00.5-02:00', '2026-11-22T01:30:00.500Z'],
  ]) {
    const statement = prepared(`select $1::timestamptz(3) as value, set_config('timezone', 'UTC', false)`)
    await rowsOf(shared, statement, sent)
    const [row] = await rowsOf(shared, statement, sent)
    assert.equal(row?.value, received)
  }
})

test('an integer beyond 2^53 is an error, not a wrong number', async () => {
  await assert.rejects(roundTrip('int8', '9007199254740993'), RangeError)
})

test('a forgotten argument is refused before anything is sent', async () => {
  await assert.rejects(roundTrip('text', undefined), TypeError)
})

test('bytes, nested arrays and NULL survive', async () => {
  assert.deepEqual(await roundTrip('bytea', Buffer.from([0, 255, 92])), Buffer.from([0, 255, 92]))
  assert.deepEqual(
    await roundTrip('int4[]', [
      [1, 2],
      [3, 4],
    ]),
    [
      [1, 2],
      [3, 4],
    ],
  )
  assert.equal(await roundTrip('text', null), null)
})

test('a column named __proto__ is a plain property', async () => {
  const [row] = await rowsOf(shared, prepared('select 1 as "__proto__"'))
  assert.ok(Object.hasOwn(row!, '__proto__'))
})

test('a batch is one transaction: what came before a failure is undone, what shares the connection is not', async () => {
  await rowsOf(shared, prepared('create temp table if not exists kept (n int)'))
  const insert = prepared('insert into kept values ($1)')
  const divide = prepared('select 1 / $1::int')
  const failing = shared.run([execution(insert, [1]), execution(divide, [0]), execution(insert, [2])])
  const following = shared.run([execution(insert, [3])])
  await assert.rejects(failing, (error) => error instanceof DatabaseError && error.code === '22012')
  await following
  assert.deepEqual(await rowsOf(shared, prepared('select n from kept')), [{ n: 3 }])
})

test('answers reach their askers when many batches are under way', async () => {
  const echo = prepared('select $1::int as n')
  const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => rowsOf(several, echo, n)))
  assert.deepEqual(
    answers.map(([row]) => row?.n),
    Array.from({ length: 300 }, (_, n) => n),
  )
  assert.ok(several.stats.connections <= 3)
})

test('a statement that cannot be parsed fails alone', async () => {
  const bad = rowsOf(shared, prepared('select nonsense from nowhere'))
  const good = rowsOf(shared, prepared('select 1 as n'))
  await assert.rejects(bad, DatabaseError)
  assert.deepEqual(await good, [{ n: 1 }])
})

test('a changed table and a lost preparation are learned anew without the caller noticing', async () => {
  await rowsOf(shared, prepared('create temp table shape (a int)'))
  await rowsOf(shared, prepared('insert into shape values (1)'))
  const all = prepared('select * from shape')
  assert.deepEqual(await rowsOf(shared, all), [{ a: 1 }])
  await rowsOf(shared, prepared('alter table shape add column b int default 2'))
  assert.deepEqual(await rowsOf(shared, all), [{ a: 1, b: 2 }])
  await rowsOf(shared, prepared('deallocate all'))
  assert.deepEqual(await rowsOf(shared, all), [{ a: 1, b: 2 }])
})

test('without prepared statements every batch still works', async () => {
  const both: Execution[] = [
    execution(prepared('select $1::text as a'), ['x']),
    execution(prepared('select 2 as b'), []),
  ]
  await unprepared.run(both)
  assert.deepEqual(
    both.map(({ rows }) => rows),
    [[{ a: 'x' }], [{ b: 2 }]],
  )
})

test('a lost connection refuses what was under way, and the next batch finds another', async () => {
  const lost = rowsOf(shared, prepared('select pg_terminate_backend(pg_backend_pid()), pg_sleep(5)'))
  await assert.rejects(lost, (error) => error instanceof ConnectionLost || (error as DatabaseError).code === '57P01')
  assert.deepEqual(await rowsOf(shared, prepared('select 1 as n')), [{ n: 1 }])
})

test('a lease waits its turn and is refused when none comes free in time', async () => {
  const leased = new LeasedConnections({ ...options, size: 1, waitTimeoutMs: 50 })
  const first = await leased.lease()
  await assert.rejects(leased.lease(), ConnectionsBusy)
  const next = leased.lease()
  leased.release(first)
  assert.equal(await next, first)
  await leased.close()
})

test('a batch waits its turn and is refused when no room comes in time', async () => {
  const narrow = new SharedConnections({ ...options, size: 1, depthLimit: 1, connectTimeoutMs: 50 })
  await rowsOf(narrow, prepared('select 1 as n'))
  const sleep = prepared('select pg_sleep(1)')
  await rowsOf(shared, prepared('select 1'))
  const held = rowsOf(narrow, sleep)
  while (narrow.stats.inFlight === 0) await new Promise((resolve) => setImmediate(resolve))
  await assert.rejects(Promise.all([1, 2, 3].map(() => rowsOf(narrow, prepared('select 2 as n')))), ConnectionsBusy)
  await held
  assert.deepEqual(await rowsOf(narrow, prepared('select 3 as n')), [{ n: 3 }])
  await narrow.close()
})

test('closing waits for connections that are just being opened, so that nothing is left behind', async () => {
  const name = 'wire closing test'
  const closing = new SharedConnections({ ...options, applicationName: name, size: 4, depthLimit: 1 })
  const asked = Array.from({ length: 8 }, () => rowsOf(closing, prepared('select 1 as n')).catch(() => 'refused'))
  await closing.close()
  await Promise.all(asked)
  const left = prepared('select pid from pg_stat_activity where application_name = $1::text')
  assert.deepEqual(await rowsOf(several, left, name), [])
})
