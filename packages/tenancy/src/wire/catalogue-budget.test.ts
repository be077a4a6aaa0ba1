import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execution, type Prepared } from './batch.ts'
import { CatalogueBudget } from './catalogue-budget.ts'
import type { ConnectionOptions } from './connection.ts'
import { LeasedConnections } from './leased-connections.ts'
import { SharedConnections } from './shared-connections.ts'

const url = process.env.STOA_TEST_DATABASE_URL
assert.ok(url, 'STOA_TEST_DATABASE_URL names the server the tests may use')

const options: ConnectionOptions & { catalogueBudget: number } = {
  url,
  applicationName: 'catalogue budget test',
  connectTimeoutMs: 5_000,
  prepare: true,
  catalogueBudget: 10,
}

/** A statement no connection has seen. */
function unseen(n: number): Prepared {
  const text = `select pg_backend_pid() as pid, $1::int as n, ${n} as seen`
  return { name: text, text, about: { description: undefined } }
}

test('shared connections that prepared enough are replaced, and nobody under way notices', async () => {
  const connections = new SharedConnections({ ...options, size: 2, depthLimit: 4 })
  try {
    const asked = Array.from({ length: 200 }, (_, n) => execution(unseen(n), [n]))
    const remaining = asked.values()
    const workThrough = async () => {
      for (const one of remaining) await connections.run([one])
    }
    await Promise.all(Array.from({ length: 8 }, workThrough))
    const rows = asked.map((one) => one.rows[0] as { pid: number; n: number; seen: number })
    assert.deepEqual(
      rows.filter(({ n, seen }, index) => n !== index || seen !== index),
      [],
    )
    // Those under way when a connection has had enough still end on it.
    const counts = [...Map.groupBy(rows, ({ pid }) => pid).values()].map(({ length }) => length)
    assert.ok(Math.max(...counts) <= 10 + 8, `one backend prepared ${Math.max(...counts)}`)
  } finally {
    await connections.close()
  }
})

test('a known statement counts once, however often it runs', async () => {
  const connections = new SharedConnections({ ...options, size: 1, depthLimit: 4 })
  try {
    const statement = unseen(0)
    const asked = Array.from({ length: 50 }, (_, n) => execution(statement, [n]))
    await Promise.all(asked.map((one) => connections.run([one])))
    assert.equal(new Set(asked.map(({ rows }) => (rows[0] as { pid: number }).pid)).size, 1)
  } finally {
    await connections.close()
  }
})

test('a leased connection that prepared enough is replaced when it is given back', async () => {
  const connections = new LeasedConnections({ ...options, size: 1, waitTimeoutMs: 1_000 })
  try {
    const first = await connections.lease()
    for (let n = 0; n < 10; n++) {
      const one = unseen(n)
      await first.describe(one)
      await first.run([execution(one, [n])])
    }
    const next = connections.lease()
    connections.release(first)
    assert.notEqual(await next, first)
  } finally {
    await connections.close()
  }
})

test('connections opened together have different budgets, none above the limit', () => {
  const budgets = Array.from({ length: 8 }, () => {
    const budget = new CatalogueBudget(1_000)
    let statements = 0
    while (!budget.isSpent) budget.note(unseen(statements++))
    return statements
  })
  assert.ok(new Set(budgets).size > 1)
  assert.ok(budgets.every((statements) => statements >= 800 && statements <= 1_000))
})

test('a connection ends after half an hour, whatever it ran', () => {
  const now = performance.now()
  assert.equal(new CatalogueBudget(10, now - 20 * 60_000).isSpent, false)
  assert.equal(new CatalogueBudget(10, now - 30 * 60_000).isSpent, true)
})

test('without names for statements they are counted all the same', async () => {
  const connections = new SharedConnections({ ...options, size: 1, depthLimit: 4, prepare: false })
  try {
    const pids = new Set<number>()
    for (let n = 0; n < 30; n++) {
      const asked = execution(unseen(n), [n])
      await connections.run([asked])
      pids.add((asked.rows[0] as { pid: number }).pid)
    }
    assert.ok(pids.size >= 3, `${pids.size} backends`)
  } finally {
    await connections.close()
  }
})
