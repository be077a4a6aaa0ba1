import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { test } from 'node:test'
import type { Doors } from '@stoa/tenancy'
import fc from 'fast-check'
import { calculateJwkThumbprint, importJWK, jwtVerify } from 'jose'
import { type ActingUser, newId } from '#platform/contract'
import { InvalidToken, TokenExpired } from '../refusals.ts'
import { AccessTokens, accessTokenSeconds } from './access-token.ts'
import { createAuthenticate } from './authenticate.ts'
import { userClaims } from './claims.ts'
import { deriveKeys } from './keys.ts'
import { Revocations } from './revocations.ts'
import { encodePart, keySigner, keyVerifier, publicJwk, type Signer, secretSigner } from './signature.ts'

const keys = deriveKeys('a secret for these tests only, 32 bytes and more')
const ed25519 = generateKeyPairSync('ed25519')
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
/** Every way a deployment can sign. */
const signers: Record<string, Signer> = {
  HS256: secretSigner(keys.accessToken),
  EdDSA: keySigner(ed25519.privateKey),
  ES256: keySigner(p256.privateKey),
}
const tokens = new AccessTokens(userClaims, signers.HS256!)
const now = new Date('2026-11-21T09:30:00.000Z')

const user: ActingUser = {
  kind: 'user',
  id: newId(),
  email: 'ada@example.com',
  sessionId: newId(),
  isSuperadmin: false,
  memberships: { [newId()]: 'viewer' },
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
}

const lifted = encodePart({ ...claimsOf(tokens.issue(user, now)), superadmin: true })

function headerOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString())
}

for (const [alg, signer] of Object.entries(signers)) {
  const tokens = new AccessTokens(userClaims, signer)

  test(`${alg}: a token says who it was issued to, and until when`, () => {
    const token = tokens.issue(user, now)
    const verified = tokens.verify(token)
    assert.deepEqual(verified.caller, user)
    assert.equal(verified.expiresAtMs, now.getTime() + accessTokenSeconds * 1000)
    const { kid, ...header } = headerOf(token)
    assert.deepEqual(header, { alg, typ: 'at+jwt' })
    assert.equal(kid === undefined, alg === 'HS256')
  })

  test(`${alg}: a token whose claims, header or signature were changed is refused`, () => {
    const [header, payload, signature] = tokens.issue(user, now).split('.')
    const spaced = Buffer.from(JSON.stringify(headerOf(`${header}.`), undefined, 1)).toString('base64url')
    const otherBits = signature!.slice(0, -1) + (signature!.endsWith('A') ? 'B' : 'A')
    const changed = [
      `${header}.${lifted}.${signature}`,
      `${spaced}.${payload}.${signature}`,
      `${header}=.${payload}.${signature}`,
      `${header}.${payload}.${signature}=`,
      `${header}.${payload}.${otherBits}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${header}.${signature}`,
      `${header}..${signature}`,
      `${header}.${payload}.${signature}.${signature}`,
    ]
    for (const token of changed) assert.throws(() => tokens.verify(token), { code: InvalidToken.code }, token)
  })

  test(`${alg}: whatever is sent as a token is refused and breaks nothing`, () => {
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
}

test('any JWT library reads our tokens with the published key, by the thumbprint it computes itself', async () => {
  for (const { publicKey, privateKey } of [ed25519, p256]) {
    const jwk = publicJwk(privateKey)
    assert.deepEqual(jwk, publicJwk(publicKey))
    assert.equal(jwk.kid, await calculateJwkThumbprint(jwk))
    const token = new AccessTokens(userClaims, keySigner(privateKey)).issue(user, now)
    const { payload, protectedHeader } = await jwtVerify(token, await importJWK(jwk), {
      issuer: 'stoa',
      typ: 'at+jwt',
      currentDate: now,
    })
    assert.deepEqual([payload.sub, protectedHeader.kid], [user.id, jwk.kid])
  }
  const [header, payload, signature] = tokens.issue(user, now).split('.')
  assert.equal(signature, createHmac('sha256', keys.accessToken).update(`${header}.${payload}`).digest('base64url'))
})

test('a published key has no private member', () => {
  assert.deepEqual(Object.keys(publicJwk(ed25519.privateKey)), ['crv', 'kty', 'x', 'kid', 'use', 'alg'])
  assert.deepEqual(Object.keys(publicJwk(p256.privateKey)), ['crv', 'kty', 'x', 'y', 'kid', 'use', 'alg'])
})

/** What somebody has who wants to choose how their token is verified: every public key, and no secret. */
const secretsInReach = (key: KeyObject) => [
  '',
  key.export({ format: 'pem', type: 'spki' }),
  key.export({ format: 'der', type: 'spki' }),
  JSON.stringify(publicJwk(key)),
  Buffer.from(publicJwk(key).x, 'base64url'),
]

// header → what is signed with what is in reach, while the key is Ed25519
const { kid } = publicJwk(ed25519.publicKey)
const chosen: [why: string, header: object][] = [
  ['no algorithm', { alg: 'none' }],
  ['no algorithm, our key', { alg: 'none', typ: 'at+jwt', kid }],
  ['another spelling of none', { alg: 'nOnE', typ: 'at+jwt', kid }],
  ['the secret, as without a key', { alg: 'HS256', typ: 'at+jwt' }],
  ['a public key as the secret', { alg: 'HS256', typ: 'at+jwt', kid }],
  ['a longer hash', { alg: 'HS512', typ: 'at+jwt', kid }],
  ['the algorithm of another key', { alg: 'ES256', typ: 'at+jwt', kid }],
  ['a key that is not ours', { alg: 'EdDSA', typ: 'at+jwt', kid: publicJwk(p256.publicKey).kid }],
  ['no key', { alg: 'EdDSA', typ: 'at+jwt' }],
  ['an empty key', { alg: 'EdDSA', typ: 'at+jwt', kid: '' }],
  ['another order of the members', { typ: 'at+jwt', alg: 'EdDSA', kid }],
  ['another type', { alg: 'EdDSA', typ: 'JWT', kid }],
  ['one member more', { alg: 'EdDSA', typ: 'at+jwt', kid, crit: [] }],
  ['a key of its own', { alg: 'EdDSA', typ: 'at+jwt', kid, jwk: publicJwk(p256.publicKey) }],
  ['a key elsewhere', { alg: 'EdDSA', typ: 'at+jwt', kid, jku: 'https://intruder.example/jwks.json' }],
  ['no header', {}],
]
for (const [why, header] of chosen) {
  test(`a token cannot choose how it is verified: ${why}`, () => {
    const text = `${encodePart(header)}.${lifted}`
    const macs = secretsInReach(ed25519.publicKey).flatMap((secret) =>
      ['sha256', 'sha512'].map((hash) => createHmac(hash, secret).update(text).digest('base64url')),
    )
    const own = sign('sha256', Buffer.from(text), { key: p256.privateKey, dsaEncoding: 'ieee-p1363' })
    const ours = new AccessTokens(userClaims, signers.EdDSA!)
    for (const signature of ['', signers.EdDSA!.sign(text), own.toString('base64url'), ...macs]) {
      assert.throws(() => ours.verify(`${text}.${signature}`), { code: InvalidToken.code })
    }
  })
}

test('a public key is no secret: what it signs as one is refused under the true header too', () => {
  const text = `${signers.EdDSA!.header}.${lifted}`
  for (const secret of secretsInReach(ed25519.publicKey)) {
    const mac = createHmac('sha256', secret).update(text).digest('base64url')
    assert.throws(() => new AccessTokens(userClaims, signers.EdDSA!).verify(`${text}.${mac}`), {
      code: InvalidToken.code,
    })
  }
})

test('what another purpose or another deployment signed is refused', () => {
  const elsewhere = deriveKeys('the secret of another deployment, 32 bytes and more')
  for (const key of [keys.refreshToken, keys.loginCode, elsewhere.accessToken]) {
    const token = new AccessTokens(userClaims, secretSigner(key)).issue(user, now)
    assert.throws(() => tokens.verify(token), { code: InvalidToken.code })
  }
})

test('a key that is replaced is good as long as it is named, and not a moment longer', () => {
  const [older, newer] = [new AccessTokens(userClaims, signers.ES256!), signers.EdDSA!]
  const token = older.issue(user, now)
  const during = new AccessTokens(userClaims, newer, [keyVerifier(p256.publicKey)])
  assert.equal(during.verify(token).caller.id, user.id)
  assert.equal(headerOf(during.issue(user, now)).kid, kid)
  assert.equal(during.verify(during.issue(user, now)).caller.id, user.id)
  assert.throws(() => new AccessTokens(userClaims, newer).verify(token), { code: InvalidToken.code })
})

test('processes that still sign with the secret believe the key that will sign', () => {
  const next = new AccessTokens(userClaims, signers.EdDSA!).issue(user, now)
  assert.equal(
    new AccessTokens(userClaims, signers.HS256!, [keyVerifier(ed25519.publicKey)]).verify(next).caller.id,
    user.id,
  )
  assert.throws(() => tokens.verify(next), { code: InvalidToken.code })
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
