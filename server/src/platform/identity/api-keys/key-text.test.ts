import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '#platform/contract'
import { keyIdOf, keyTypes, looksLikeKey, writeKey } from './key-text.ts'

for (const kind of keyTypes) {
  test(`a ${kind} key says what it is and which it is, and no two are alike`, () => {
    const id = newId()
    const key = writeKey(kind, id)
    assert.match(key, kind === 'secret' ? /^stoa_sk_[0-9a-f]{80}$/ : /^stoa_pk_[0-9a-f]{80}$/)
    assert.ok(looksLikeKey(key))
    assert.equal(keyIdOf(key), id)
    assert.notEqual(writeKey(kind, id), key)
  })
}

test('a key that is damaged anywhere is known to be damaged', () => {
  const key = writeKey('secret', newId())
  const damage = fc.tuple(fc.nat(key.length - 1), fc.string({ maxLength: 2 })).map(([at, junk]) => {
    return key.slice(0, at) + junk + key.slice(at + 1)
  })
  fc.assert(fc.property(fc.oneof(fc.string(), damage), (text) => text === key || keyIdOf(text) === undefined))
  assert.equal(keyIdOf(key.replace('stoa_sk_', 'stoa_pk_')), undefined)
  assert.equal(keyIdOf(key.toUpperCase()), undefined)
  assert.equal(keyIdOf(`${key}\n`), undefined)
})
