import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TSchema, Type } from 'typebox'
import { Id, JsonRows, listOf, Metadata, nullable, oneOf, Timestamp } from '#platform/contract'
import { compileSerialiser } from './serialiser.ts'

const id = '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f'
const time = '2026-11-21T09:30:00.000Z'
const unions = Type.Union([
  Type.Object({ kind: Type.Literal('a'), n: Type.Integer() }),
  Type.Object({ kind: Type.Literal('b'), s: Type.String() }),
])

const values: [string, TSchema, unknown][] = [
  ['text that needs escaping', Type.String(), 'a "b" \\ \n \u2028 é 👋 \u0001'],
  ['an id', Id, id],
  ['a time', Timestamp, time],
  ['no id', nullable(Id), null],
  ['an id that may be absent', nullable(Id), id],
  ['no text', nullable(Type.String()), null],
  ['no number', nullable(Type.Integer()), null],
  ['no list', nullable(Type.Array(Type.Integer())), null],
  ['no object', nullable(Type.Object({ a: Type.Integer() })), null],
  ['an object that may be absent', nullable(Type.Object({ a: nullable(Type.String()) })), { a: null }],
  ['a large integer', Type.Integer(), Number.MAX_SAFE_INTEGER],
  ['a fraction', Type.Number(), 0.1],
  ['a word', oneOf(['draft', 'active']), 'draft'],
  ['a word of literals', Type.Union([Type.Literal('x'), Type.Literal('y'), Type.Null()]), 'y'],
  ['free members', Metadata, { 'a"b': [1, null, { c: true }], __proto: 'x' }],
  ['anything', Type.Unknown(), [{ a: null }]],
  ['a list of objects', Type.Array(Type.Object({ id: Id, b: Type.Boolean() })), [{ id, b: false }]],
  ['one form of several', unions, { kind: 'b', s: 'text' }],
  ['an optional member that is absent', Type.Object({ a: Type.Optional(Type.String()) }), {}],
]

for (const [what, schema, value] of values) {
  test(`${what} goes out as it is`, () => {
    const serialise = compileSerialiser(Type.Object({ value: schema }))
    assert.deepEqual(JSON.parse(serialise({ value })), { value })
  })
}

test('what the schema does not name never goes out, at any depth', () => {
  const inner = Type.Object({ a: Type.Integer() })
  const serialise = compileSerialiser(Type.Object({ one: inner, many: Type.Array(inner), maybe: nullable(inner) }))
  const row = { a: 1, tenant_id: 'secret' }
  const written = serialise({ one: row, many: [row], maybe: row, deleted_at: 'secret' })
  assert.doesNotMatch(written, /secret/)
})

test('an answer without a required field is a bug and not sent', () => {
  const serialise = compileSerialiser(Type.Object({ a: Type.Integer() }))
  assert.throws(() => serialise({}), /required/)
})

const paging = { skip: 0, limit: 20 }
const row = { id, title: 'a "b"', tenant_id: 'secret' }
const textsOf = (...rows: object[]) =>
  new JsonRows(
    rows.map((each) => JSON.stringify(each)),
    {},
  )

test('rows that are JSON already go out as they are, in their place', () => {
  const serialise = compileSerialiser(listOf(Type.Object({ id: Id, title: Type.String() })))
  const page = { results: textsOf({ id, title: 'a "b"' }, { id, title: 'é' }), paging }
  assert.deepEqual(JSON.parse(serialise(page)), { results: page.results.parse(), paging })
  assert.deepEqual(JSON.parse(serialise({ results: textsOf(), paging })), { results: [], paging })
})

test('of rows that are JSON already, too, nothing goes out that the schema does not name', () => {
  const serialise = compileSerialiser(listOf(Type.Object({ id: Id, title: Type.String() })))
  assert.doesNotMatch(serialise({ results: textsOf(row, row), paging }), /secret/)
  const nested = compileSerialiser(listOf(Type.Object({ inner: nullable(Type.Object({ id: Id })) })))
  assert.doesNotMatch(nested({ results: textsOf({ inner: row }), paging }), /secret/)
})
