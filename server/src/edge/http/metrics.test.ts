import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { asOwner, edgeWith } from './edge-for-tests.ts'

const token = '0b7d1f2ac94e4d5d8d6a2f3c1e9b7a55'
const counted = { contentType: 'text/plain; version=0.0.4; charset=utf-8', expose: async () => 'stoa_up 1\n' }

describe('who may read the metrics', () => {
  const closed = edgeWith([], { metrics: { ...counted, token } }).app
  const cases: [caller: string, status: number, authorization: string | undefined][] = [
    ['nobody', 401, undefined],
    ['a caller with another token', 401, `Bearer ${token.replace('0', '1')}`],
    ['a caller with a beginning of the token', 401, `Bearer ${token.slice(0, -1)}`],
    ['a caller with more than the token', 401, `Bearer ${token}5`],
    ['an empty token', 401, 'Bearer '],
    ['the token in another scheme', 401, `Basic ${token}`],
    ['an owner of a tenant', 401, asOwner.authorization],
    ['an operator of the platform', 401, 'Bearer superadmin'],
    ['who holds the token', 200, `Bearer ${token}`],
  ]
  for (const [caller, status, authorization] of cases) {
    test(`${caller}: ${status}`, async () => {
      const headers = authorization === undefined ? {} : { authorization }
      const answer = await closed.inject({ url: '/metrics', headers })
      assert.equal(answer.statusCode, status)
      assert.equal(answer.body.includes('stoa_up'), status === 200)
      assert.ok(!answer.body.includes(token))
    })
  }

  test('everybody where there is no token', async () => {
    const answer = await edgeWith([], { metrics: { ...counted, token: undefined } }).app.inject('/metrics')
    assert.equal(answer.body, 'stoa_up 1\n')
    assert.equal(answer.headers['cache-control'], 'no-store')
  })

  test('nobody where they are not served, whatever they send', async () => {
    const answer = await edgeWith([]).app.inject({ url: '/metrics', headers: { authorization: `Bearer ${token}` } })
    assert.equal(answer.statusCode, 404)
  })
})

test('a token that was refused is not in the log, and the page is no part of the API', async () => {
  const { app, lines } = edgeWith([], { metrics: { ...counted, token } })
  await app.inject({ url: '/metrics', headers: { authorization: 'Bearer guessed-by-somebody' } })
  assert.equal(lines.length, 1)
  assert.ok(!JSON.stringify(lines).includes('guessed-by-somebody'))
  assert.ok(!(await app.inject('/api/v1/openapi.json')).body.includes('/metrics'))
})
