import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { findSecretFaults, isGuessable } from './secret-check.ts'

const guessable = [
  '',
  'short but random 7f3a9c',
  'a'.repeat(64),
  'abcdefgh'.repeat(8),
  '0123456789abcdef0123456789abcdef',
  '01010111010010110101011010101110',
  'change-me-please-change-me-please-now',
  'your-secret-key-goes-right-in-here-ok',
  'this is the placeholder of a secret key',
]

for (const secret of guessable) {
  test(`can be guessed: "${secret}"`, () => assert.equal(isGuessable(secret), true))
}

test('random secrets cannot, however they are written', () => {
  for (let round = 0; round < 200; round++) {
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      assert.equal(isGuessable(randomBytes(24).toString(encoding)), false)
    }
  }
  assert.equal(isGuessable(randomBytes(16).toString('hex')), false)
})

test('secret_weak and password_weak: the secret, and passwords that are in every list, or the name of the role', async () => {
  const server = new URL(process.env.STOA_TEST_DATABASE_URL!)
  const url = (user: string, password: string) => Object.assign(new URL(server), { username: user, password }).href
  const found = await findSecretFaults('a'.repeat(40), [
    url('stoa_app', randomBytes(32).toString('hex')),
    url('stoa_reader', 'stoa_reader'),
    url('stoa_system', 'postgres'),
  ])
  assert.deepEqual(
    found.map(({ code, subject }) => [code, subject]),
    [
      ['secret_weak', 'SECRET_KEY'],
      ['password_weak', 'stoa_reader'],
      ['password_weak', 'stoa_system'],
    ],
  )
})
