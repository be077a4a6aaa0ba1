import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import type { Doors } from '@stoa/tenancy'
import fc from 'fast-check'
import { type ActingUser, newId } from '#platform/contract'
import { InvalidToken, TokenExpired } from '../refusals.ts'
import { AccessTokens, accessTokenSeconds } from './access-token.ts'
import { createAuthenticate } from './authenticate.ts'
import { deriveKeys } from './keys.ts'
import { Revocations } from './revocations.ts'

const keys = deriveKeys('a secret for these tests only, 32 bytes and more')
const tokens = new AccessTokens(keys.accessToken)
const now = new Date('2026-11-21T09:30:00.000Z')

const user: ActingUser = {
  kind: 'user',
  id: newId(),
  email: 'ada@example.com',
  sessionId: newId(),
  isSuperadmin: false,
  memberships: { [newId()]: 'viewer' },
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
}

test('a token says who it was issued to, until when, and is read by any JWT library', () => {
  const token = tokens.issue(user, now)
  const verified = tokens.verify(token)
  assert.deepEqual(verified.user, user)
  assert.equal(verified.expiresAtMs, now.getTime() + accessTokenSeconds * 1000)
  const [header, payload, signature] = token.split('.')
  assert.deepEqual(JSON.parse(Buffer.from(header!, 'base64url').toString()), { alg: 'HS256', typ: 'at+jwt' })
  const mac = createHmac('sha256', keys.accessToken).update(`${header}.${payload}`).digest('base64url')
  assert.equal(signature, mac)
})

test('a token whose claims were changed is refused', () => {
  const [header, , signature] = tokens.issue(user, now).split('.')
  const lifted = encode({ ...claimsOf(tokens.issue(user, now)), superadmin: true })
  assert.throws(() => tokens.verify(`${header}.${lifted}.${signature}`), { code: InvalidToken.code })
})

test('a token cannot choose how it is verified', () => {
  const payload = encode({ ...claimsOf(tokens.issue(user, now)), superadmin: true })
  for (const header of [
    { alg: 'none' },
    { alg: 'HS256' },
    { alg: 'HS512', typ: 'at+jwt' },
    { alg: 'RS256', typ: 'at+jwt' },
  ]) {
    const signed = `${encode(header)}.${payload}`
    const mac = createHmac('sha256', keys.accessToken).update(signed).digest('base64url')
    for (const signature of ['', mac]) {
      assert.throws(() => tokens.verify(`${signed}.${signature}`), { code: InvalidToken.code })
    }
  }
})

test('what another purpose or another deployment signed is refused', () => {
  const elsewhere = deriveKeys('the secret of another deployment, 32 bytes and more')
  for (const key of [keys.refreshToken, keys.loginCode, elsewhere.accessToken]) {
    assert.throws(() => tokens.verify(new AccessTokens(key).issue(user, now)), { code: InvalidToken.code })
  }
})

test('whatever is sent as a token is refused and breaks nothing', () => {
  const good = tokens.issue(user, now)
  const damaged = fc.tuple(fc.nat(good.length - 1), fc.string({ maxLength: 3 })).map(([at, junk]) => {
    return good.slice(0, at) + junk + good.slice(at + 1)
  })
  fc.assert(
    fc.property(fc.oneof(fc.string(), damaged), (token) => {
      if (token === good) return
      assert.throws(() => tokens.verify(token), { code: InvalidToken.code })
    }),
  )
})

test('a token that was good a moment ago is refused when its time is over, remembered or not', () => {
  let time = now
  const revocations = new Revocations({} as Doors, () => time, assert.fail)
  const authenticate = createAuthenticate(tokens, revocations, () => time)
  const token = tokens.issue(user, now)
  assert.equal(authenticate(token).id, user.id)
  time = new Date(now.getTime() + accessTokenSeconds * 1000 - 1)
  assert.equal(authenticate(token), authenticate(token))
  time = new Date(now.getTime() + accessTokenSeconds * 1000)
  assert.throws(() => authenticate(token), { code: TokenExpired.code })
  assert.throws(() => createAuthenticate(tokens, revocations, () => time)(token), { code: TokenExpired.code })
})
