import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import pino from 'pino'
import { forEachPlacement, testSecret, worldIn } from '#testing'
import { assemble, type Platform } from '../src/assemble.ts'

forEachPlacement((placement) => {
  /** A server with fewer connections than it needs, which nobody waits for long. */
  let narrow: Platform
  after(() => narrow?.close())
  const world = worldIn(placement)
  before(async () => {
    narrow = await assemble({
      urls: world().database.urls,
      secretKey: testSecret,
      log: pino({ level: process.env.STOA_TEST_LOG ?? 'silent' }),
      purgeEveryMs: 3_600_000,
      connections: { reads: 1, writes: 1, leased: 1, depth: 2, waitTimeoutMs: 100 },
    })
  })

  test('200 invitations at once, two for each of 100 users of two tenants: one makes the user, none is an error', async () => {
    const sides = await Promise.all(
      [world().tenant, world().neighbour].map(async (tenant) => ({
        tenant,
        owner: await world().caller('owner', tenant),
      })),
    )
    const invitations = Array.from({ length: 200 }, (_, n) => ({
      ...sides[n % 2]!,
      email: `guest-${Math.floor(n / 2) % 50}@example.com`,
    }))
    let made = 0
    let wasPutOff = false
    for (let left = invitations; left.length > 0; ) {
      const answers = await Promise.all(
        left.map(({ tenant, owner, email }) =>
          narrow.app.inject({
            method: 'POST',
            url: '/api/v1/users',
            headers: { authorization: `Bearer ${owner.token}`, 'x-tenant-id': tenant.id },
            payload: { email, name: 'Guest', role: 'viewer' },
          }),
        ),
      )
      for (const answer of answers) assert.ok([201, 409, 503].includes(answer.statusCode), answer.body)
      made += answers.filter(({ statusCode }) => statusCode === 201).length
      left = left.filter((_, index) => isPutOff(answers[index]!))
      wasPutOff ||= left.length > 0
    }
    assert.equal(made, 100)
    assert.ok(wasPutOff)
  })
})

function isPutOff(answer: LightMyRequestResponse): boolean {
  if (answer.statusCode === 201) return false
  const { code } = answer.json()
  if (code === 'user.exists') return false
  assert.deepEqual([code, answer.headers['retry-after']], ['server.unavailable', '1'])
  return true
}
