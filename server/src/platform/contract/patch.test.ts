import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { applyPatch, mergePatch, patchOf } from './patch.ts'
import { Metadata, nullable } from './schemas.ts'

const Place = Type.Object({ city: Type.String(), street: Type.Optional(Type.String()) })
const Fields = Type.Object({
  name: Type.String(),
  note: nullable(Type.String()),
  place: nullable(Place),
  metadata: Metadata,
})
const row = { id: '1', name: 'Ada', note: 'x', place: { city: 'Rome', street: 'Via Appia' }, metadata: { a: 1, b: 2 } }

test('members given are set, the rest stays, null empties a column', () => {
  assert.deepEqual(applyPatch(Fields, row, { name: 'Eve', note: null }), { ...row, name: 'Eve', note: null })
})

test('nested members are merged, and null removes them', () => {
  const patched = applyPatch(Fields, row, { metadata: { a: null, c: { d: [1] } }, place: { street: null } })
  assert.deepEqual(patched.metadata, { b: 2, c: { d: [1] } })
  assert.deepEqual(patched.place, { city: 'Rome' })
})

test('a patch that leaves the row without what it needs is refused, with the place of the fault', () => {
  assert.throws(
    () => applyPatch(Fields, { ...row, place: null }, { place: { street: 'Via Appia' } }),
    (refusal: { code: string; errors: { path: string }[] }) =>
      refusal.code === 'request.invalid' && refusal.errors.some((fault) => fault.path === '/body/place'),
  )
})

test('the patch of an object leaves every member out, in nested objects too, and nothing unknown in', () => {
  const schema = JSON.parse(JSON.stringify(patchOf(Fields, { examples: [{ name: 'Ada' }] })))
  assert.equal(schema.required, undefined)
  assert.equal(schema.additionalProperties, false)
  assert.equal(schema.properties.place.anyOf[0].required, undefined)
  assert.equal(schema.properties.place.anyOf[0].additionalProperties, false)
  assert.deepEqual(schema.properties.place.anyOf[0].properties.street.anyOf[1], { type: 'null' })
})

test('the examples of RFC 7396, appendix A', () => {
  const examples: [unknown, unknown, unknown][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ]
  for (const [target, patch, result] of examples) assert.deepEqual(mergePatch(target, patch), result)
})
