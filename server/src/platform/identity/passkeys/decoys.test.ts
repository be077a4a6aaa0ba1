import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { decoyCredentials } from './decoys.ts'

const key = createSecretKey(randomBytes(32))
const addresses = Array.from({ length: 200 }, (_, index) => `person-${index}@example.com`)

test('an address has the same decoys whenever it is asked for, others under another secret', () => {
  const other = createSecretKey(randomBytes(32))
  for (const email of addresses) {
    assert.deepEqual(decoyCredentials(key, email), decoyCredentials(key, email))
    assert.notDeepEqual(decoyCredentials(key, email), decoyCredentials(other, email))
  }
})

test('decoys are of one or two, of every length in use, and none is given to two addresses', () => {
  const all = addresses.map((email) => decoyCredentials(key, email))
  assert.deepEqual(new Set(all.map(({ length }) => length)), new Set([1, 2]))
  const ids = all.flat().map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  const lengths = new Set(ids.map((id) => Buffer.from(id, 'base64url').length))
  assert.deepEqual([...lengths].sort(), [16, 20, 32, 48])
})
