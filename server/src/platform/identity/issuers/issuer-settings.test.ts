import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readIssuers } from './issuer-settings.ts'

const shop = { issuer: 'https://login.shop.example/', audience: 'https://api.shop.example' }

test('an issuer and an audience are enough', () => {
  assert.deepEqual(readIssuers(JSON.stringify([shop])), {
    faults: [],
    issuers: [
      {
        ...shop,
        jwksUri: undefined,
        algorithms: ['RS256', 'ES256', 'EdDSA'],
        emailClaim: 'email',
        emailVerifiedClaim: 'email_verified',
        emailDomains: undefined,
      },
    ],
  })
})

// what is configured → what is said to be wrong with it
const faulty: [unknown, RegExp][] = [
  ['not json', /^as a whole /],
  [shop, /^as a whole must be array$/],
  [[{ issuer: shop.issuer }], /^\/0 must have required properties audience$/],
  [[{ ...shop, audience: '' }], /^\/0\/audience /],
  [[{ ...shop, audiences: ['x'] }], /^\/0 must not have additional properties$/],
  [[{ ...shop, algorithms: ['HS256'] }], /^\/0\/algorithms\/0 /],
  [[{ ...shop, algorithms: ['none'] }], /^\/0\/algorithms\/0 /],
  [[{ ...shop, email_domains: ['@shop.example'] }], /^\/0\/email_domains\/0 /],
  [[{ ...shop, issuer: 'stoa' }], /^names "stoa", which is what our own tokens say$/],
  [[{ ...shop, issuer: 'login.shop.example' }], /which is no https URL$/],
  [[{ ...shop, issuer: 'http://login.shop.example' }], /which is no https URL$/],
  [[{ ...shop, issuer: 'https://ada:secret@login.shop.example' }], /which is no https URL$/],
  [[{ ...shop, jwks_uri: 'http://login.shop.example/jwks' }], /which is no https URL$/],
  [[{ ...shop, jwks_uri: 'file:///etc/passwd' }], /which is no https URL$/],
  [[shop, shop], /^names https:\/\/login\.shop\.example\/ twice$/],
]
for (const [configured, fault] of faulty) {
  test(`refused at the start: ${JSON.stringify(configured)}`, () => {
    const { faults } = readIssuers(typeof configured === 'string' ? configured : JSON.stringify(configured))
    assert.equal(faults.length, 1, faults.join('; '))
    assert.match(faults[0]!, fault)
  })
}

test('without TLS only on this very machine', () => {
  for (const issuer of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
    assert.deepEqual(readIssuers(JSON.stringify([{ ...shop, issuer }])).faults, [])
  }
})
