import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { afterEach, describe, test } from 'node:test'
import type { RefusalType } from '@stoa/tenancy'
import { errors, type JWK, jwtVerify } from 'jose'
import { Issuer, newKey } from '../../../testing/issuer.ts'
import { InvalidToken, IssuerUnavailable } from '../refusals.ts'
import { IssuerKeys } from './issuer-keys.ts'
import { readIssuers } from './issuer-settings.ts'

const ada = { sub: 'ada' }
const cooldownMs = 30_000
const json = { 'content-type': 'application/json' }

let issuer: Issuer
afterEach(() => issuer.stop())

let now = new Date()
const clock = () => now

function keysOf(issuer: Issuer, more: { cooldownMs?: number; jwks_uri?: string } = {}): IssuerKeys {
  const { cooldownMs: cooldown = cooldownMs, ...given } = more
  const settings = { issuer: issuer.url, audience: 'https://api.example', ...given }
  return new IssuerKeys(readIssuers(JSON.stringify([settings])).issuers[0]!, clock, cooldown)
}

function verify(keys: IssuerKeys, token: string) {
  return jwtVerify(token, keys.find)
}

function refused(keys: IssuerKeys, token: string, type: RefusalType): Promise<void> {
  return assert.rejects(verify(keys, token), { code: type.code })
}

/** The same token under the name of a key that nobody has. */
function withKid(token: string, kid: unknown): string {
  const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid })).toString('base64url')
  return [header, ...token.split('.').slice(1)].join('.')
}

function answering(body: string, status = 200): RequestListener {
  return (_, response) => response.writeHead(status, json).end(body)
}

test('keys are found by the discovery document, and fetched once for many tokens at once', async () => {
  issuer = await Issuer.start()
  const keys = keysOf(issuer)
  const tokens = await Promise.all(Array.from({ length: 20 }, () => issuer.token(ada)))
  await Promise.all(tokens.map((token) => verify(keys, token)))
  assert.deepEqual(issuer.requests, ['/.well-known/openid-configuration', '/jwks'])
})

test('keys are found where the configuration says, without discovery', async () => {
  issuer = await Issuer.start()
  await verify(keysOf(issuer, { jwks_uri: `${issuer.url}/jwks` }), await issuer.token(ada))
  assert.deepEqual(issuer.requests, ['/jwks'])
})

test('a flood of tokens that name keys nobody has makes no fetches', async () => {
  issuer = await Issuer.start()
  const keys = keysOf(issuer)
  const token = await issuer.token(ada)
  await verify(keys, token)
  const fetched = issuer.requests.length
  for (let n = 0; n < 200; n++) {
    await assert.rejects(verify(keys, withKid(token, `guess-${n}`)), errors.JWKSNoMatchingKey)
  }
  assert.equal(issuer.requests.length, fetched)
})

test('a token that names no key is refused, and asks for none', async () => {
  issuer = await Issuer.start()
  for (const kid of [undefined, null, 1, ['key-1']]) {
    const token = withKid(await issuer.token(ada), kid)
    await assert.rejects(verify(keysOf(issuer), token), (error: Error) => {
      return error instanceof errors.JOSEError || (error as { code?: string }).code === InvalidToken.code
    })
  }
  assert.deepEqual(issuer.requests, [])
})

test('a new key is fetched when a token names it; one that is gone is refused within the time of renewal', async () => {
  const [older, newer] = [newKey(), newKey()]
  issuer = await Issuer.start([older])
  const keys = keysOf(issuer, { cooldownMs: 0 })
  const [ofOlder, alsoOfOlder] = [await issuer.token(ada), await issuer.token(ada)]
  await verify(keys, ofOlder)
  await issuer.restart([newer, older])
  await verify(keys, await issuer.token(ada))
  await verify(keys, alsoOfOlder)
  await issuer.restart([newer])
  now = new Date(now.getTime() + 11 * 60_000)
  const renewed = once(issuer.events, '/jwks')
  await verify(keys, alsoOfOlder)
  await renewed
  await keys.settled()
  await assert.rejects(verify(keys, alsoOfOlder), errors.JWKSNoMatchingKey)
  await verify(keys, await issuer.token(ada))
})

describe('while an issuer is away', () => {
  test('its tokens are refused for now, and it is asked once in the cooldown', async () => {
    issuer = await Issuer.start()
    const token = await issuer.token(ada)
    await issuer.stop()
    await issuer.resume(answering('', 503))
    const keys = keysOf(issuer)
    for (let n = 0; n < 50; n++) await refused(keys, n % 2 ? token : withKid(token, `guess-${n}`), IssuerUnavailable)
    assert.equal(issuer.requests.length, 1)
    await issuer.stop()
    await issuer.resume()
    await refused(keys, token, IssuerUnavailable)
    now = new Date(now.getTime() + cooldownMs)
    await verify(keys, token)
  })

  test('keys that were fetched before go on', async () => {
    issuer = await Issuer.start()
    const keys = keysOf(issuer)
    const token = await issuer.token(ada)
    await verify(keys, token)
    await issuer.stop()
    now = new Date(now.getTime() + 11 * 60_000)
    for (let n = 0; n < 3; n++) await verify(keys, token)
    await keys.settled()
    await verify(keys, token)
  })
})

describe('an issuer that answers something else', () => {
  const discovery = (issuer: Issuer, more: object) =>
    JSON.stringify({ issuer: issuer.url, jwks_uri: `${issuer.url}/jwks`, ...more })
  // what it answers to everything → how its token is refused
  const cases: [answer: string, body: (issuer: Issuer) => string, status?: number][] = [
    ['a page', () => '<html>We will be back soon</html>'],
    ['nothing', () => ''],
    ['null', () => 'null'],
    ['a redirect', () => '{}', 302],
    ['the document of another issuer', (issuer) => discovery(issuer, { issuer: 'https://intruder.example' })],
    ['the document of the issuer with a slash', (issuer) => discovery(issuer, { issuer: `${issuer.url}/` })],
    ['keys that anybody on the way can change', (issuer) => discovery(issuer, { jwks_uri: 'http://jwks.example/' })],
    ['keys in a file', (issuer) => discovery(issuer, { jwks_uri: 'file:///etc/passwd' })],
    ['no keys', (issuer) => discovery(issuer, {})],
    ['keys that are none', (issuer) => discovery(issuer, { keys: [1, 'x', null] })],
    ['far too much', (issuer) => discovery(issuer, { keys: [], padding: 'x'.repeat(300_000) })],
  ]
  for (const [answer, body, status] of cases) {
    test(`${answer}: refused for now`, async () => {
      issuer = await Issuer.start()
      const token = await issuer.token(ada)
      await issuer.stop()
      await issuer.resume(answering(body(issuer), status))
      await refused(keysOf(issuer), token, IssuerUnavailable)
    })
  }

  const { kid } = newKey()
  const keys: [named: string, key: JWK][] = [
    ['a secret', { kty: 'oct', kid: kid!, k: 'c2VjcmV0' }],
    ['a key without its numbers', { kty: 'EC', kid: kid!, crv: 'P-256' }],
    ['a point that is not on the curve', { kty: 'EC', kid: kid!, crv: 'P-256', x: 'AAAA', y: 'AAAA' }],
    ['a kind that nobody knows', { kty: 'quantum', kid: kid! }],
  ]
  for (const [named, key] of keys) {
    test(`${named} under the name of a key verifies nothing`, async () => {
      issuer = await Issuer.start()
      const token = withKid(await issuer.token(ada), kid)
      await issuer.stop()
      await issuer.resume(answering(JSON.stringify({ keys: [key] })))
      await assert.rejects(verify(keysOf(issuer, { jwks_uri: `${issuer.url}/jwks` }), token))
    })
  }
})
