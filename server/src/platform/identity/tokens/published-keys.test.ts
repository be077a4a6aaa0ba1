import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { createWorld, type World } from '#testing'

const signing = generateKeyPairSync('ed25519')
const former = generateKeyPairSync('ec', { namedCurve: 'P-256' })

function publishedBy(world: World, headers: Record<string, string> = {}) {
  return world.platform.app.inject({ url: '/.well-known/jwks.json', headers })
}

describe('published keys', () => {
  let world: World
  before(async () => {
    const accessTokenKeys = { signing: signing.privateKey, others: [former.publicKey, signing.publicKey] }
    world = await createWorld('shared', { accessTokenKeys })
  })
  after(() => world.close())

  test('whoever fetches the published keys can verify our tokens, and nobody learns a secret', async () => {
    const published = await publishedBy(world)
    assert.equal(published.statusCode, 200)
    const { keys } = published.json()
    assert.deepEqual(
      keys.map((key: Record<string, string>) => [key.alg, key.use, key.d, key.k]),
      [
        ['EdDSA', 'sig', undefined, undefined],
        ['ES256', 'sig', undefined, undefined],
      ],
    )
    const { token, userId } = await world.caller('owner')
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys }), { issuer: 'stoa' })
    assert.equal(payload.sub, userId)
  })

  test('caches may keep them, whoever asked', async () => {
    const { headers } = await publishedBy(world, { origin: 'https://shop.example', authorization: 'Bearer anything' })
    assert.equal(headers['cache-control'], 'public, max-age=300')
    assert.equal(headers.vary, 'Accept-Encoding')
  })

  test('a token signed by the key opens what it did when the secret signed', async () => {
    assert.equal((await world.request('owner', 'GET', '/products')).statusCode, 200)
  })
})

describe('published keys, while the secret signs', () => {
  let world: World
  before(async () => {
    world = await createWorld('shared')
  })
  after(() => world.close())

  test('there are none', async () => {
    const published = await publishedBy(world)
    assert.deepEqual([published.statusCode, published.json()], [200, { keys: [] }])
  })
})
