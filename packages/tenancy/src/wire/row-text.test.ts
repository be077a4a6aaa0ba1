import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { execution, type Prepared } from './batch.ts'
import { SharedConnections } from './shared-connections.ts'

const url = process.env.STOA_TEST_DATABASE_URL
assert.ok(url, 'STOA_TEST_DATABASE_URL names the server the tests may use')
const connections = new SharedConnections({
  url,
  applicationName: 'row text test',
  connectTimeoutMs: 5_000,
  prepare: true,
  size: 1,
  depthLimit: 8,
})
after(() => connections.close())

const prepared = (text: string): Prepared => ({ name: text, text, about: { description: undefined } })

/** The same rows, read and as text. */
async function bothWays(statement: Prepared, ...parameters: unknown[]) {
  const [read, asText] = [execution(statement, parameters), execution(statement, parameters, true)]
  await connections.run([read, asText])
  return { rows: read.rows, texts: asText.rows as string[] }
}

const mixed = prepared(`select $1::text as "a""b", $2::text[] as list, $3::jsonb as document, $4::int8 as number,
  $5::boolean as flag, $6::timestamptz(3) as moment, $7::uuid as id, $8::float8 as fraction, null::text as nothing,
  $9::date as day, $10::int4[] as numbers, $11::numeric as decimal`)

const storable = fc
  .string({ unit: 'binary', maxLength: 60 })
  .filter((text) => !text.includes('\0') && text.isWellFormed())
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values)

test('a row as text is the JSON of the row as it is read, whatever it holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      orNull(
        fc.oneof(storable, fc.constantFrom('plain', 'with "quotes"', 'back\\slash', 'Köln 東京 👋', '\u2028\x7f')),
      ),
      orNull(fc.array(fc.option(fc.oneof(storable, fc.constantFrom('new', 'NULL', 'null', '', 'a b', 'a,b', '{}'))))),
      orNull(fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text.replaceAll('\\u0000', '')))),
      orNull(fc.maxSafeInteger()),
      orNull(fc.boolean()),
      orNull(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })),
      orNull(fc.uuid()),
      orNull(fc.double({ noDefaultInfinity: true, noNaN: true })),
      orNull(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })),
      orNull(fc.array(fc.option(fc.integer()))),
      orNull(fc.integer()),
      async (text, list, document, number, flag, moment, id, fraction, day, numbers, decimal) => {
        const values = [text, list, document, number, flag, moment, id, fraction, day, numbers, decimal]
        const { rows, texts } = await bothWays(mixed, ...values)
        assert.deepEqual(JSON.parse(texts[0]!), JSON.parse(JSON.stringify(rows[0])))
      },
    ),
    { numRuns: 200 },
  )
})

test('what a timestamp may be besides an instant in UTC goes out as it is read', async () => {
  for (const value of [
    'infinity',
    '-infinity',
    '0044-03-15 12:00Z BC',
    '12026-11-21 12:00Z',
    '2026-11-21 12:00:00.123456Z',
  ]) {
    const { rows, texts } = await bothWays(prepared('select $1::timestamptz as at, repeat($$ $$, 32) as pad'), value)
    assert.deepEqual(JSON.parse(texts[0]!), rows[0])
  }
})

test('an integer beyond 2^53 is refused rather than sent with other digits', async () => {
  const beyond = prepared('select 9007199254740993::int8 as n')
  await assert.rejects(connections.run([execution(beyond, [], true)]), RangeError)
})

test('of two columns of one name the last counts, and rows of a table are as many as there are', async () => {
  const { rows, texts } = await bothWays(prepared('select n as a, n + 1 as a from generate_series(1, 300) n'))
  assert.deepEqual(
    texts.map((text) => JSON.parse(text)),
    rows,
  )
  assert.equal(texts.length, 300)
})
