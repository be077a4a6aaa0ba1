import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '#platform/contract'
import { deriveKeys } from '../tokens/keys.ts'
import { judge } from './refresh-session.ts'
import { isGenuine, readRefreshToken, writeRefreshToken } from './refresh-token.ts'

const key = deriveKeys('a secret for these tests only, 32 bytes and more').refreshToken

test('every token a session ever had is recognised, and no other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.integer({ min: 1, max: 2 ** 40 }), (count, other) => {
      const [sessionId, salt] = [newId(), randomBytes(16)]
      const token = readRefreshToken(writeRefreshToken(key, sessionId, count, salt))!
      assert.equal(token.sessionId, sessionId)
      assert.equal(token.count, count)
      assert.equal(isGenuine(key, token, salt), true)
      assert.equal(isGenuine(key, token, randomBytes(16)), false)
      assert.equal(isGenuine(key, { ...token, sessionId: newId() }, salt), false)
      assert.equal(isGenuine(key, { ...token, count: other }, salt), other === count)
    }),
  )
})

test('what has not the form of a refresh token is none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(readRefreshToken(text), undefined)
      assert.equal(readRefreshToken(`stoa_rt_${text}`), undefined)
    }),
  )
})

const before = '2026-11-21T09:29:59.000Z'
const now = '2026-11-21T09:30:00.000Z'
const later = '2026-11-21T09:30:00.001Z'
const session = { refresh_count: 7, refreshed_at: before, expires_at: later, revoked_at: null }
const active = { status: 'active' } as const

test('what a genuine token deserves', () => {
  const cases = [
    ['the current one is exchanged', 7, session, active, 'next'],
    ['an earlier one was used before', 6, session, active, 'reused'],
    ['an old one as well', 1, session, active, 'reused'],
    [
      'an earlier one that came while it was being exchanged lost a race',
      6,
      { ...session, refreshed_at: later },
      active,
      'under_way',
    ],
    ['or in the very moment of it', 6, { ...session, refreshed_at: now }, active, 'under_way'],
    ['a session ends', 7, { ...session, expires_at: now }, active, 'invalid'],
    ['an ended session stays ended', 7, { ...session, revoked_at: before }, active, 'invalid'],
    ['a disabled person gets nothing', 7, session, { status: 'disabled' } as const, 'invalid'],
  ] as const
  for (const [name, count, row, person, verdict] of cases) {
    assert.equal(judge({ count }, row, person, now), verdict, name)
  }
})
