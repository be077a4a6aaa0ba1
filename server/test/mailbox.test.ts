import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pino from 'pino'
import { createTestDatabase, type TestDatabase, testSecret } from '#testing'
import { assemble, type Platform } from '../src/assemble.ts'

describe('a platform that sends mail by SMTP', () => {
  let database: TestDatabase
  let platform: Platform
  before(async () => {
    database = await createTestDatabase()
    platform = await assemble({
      urls: database.urls,
      secretKey: testSecret,
      log: pino({ level: 'silent' }),
      smtp: {
        host: '127.0.0.1',
        port: 1,
        security: 'none',
        user: undefined,
        password: undefined,
        sender: 'a@b.example',
      },
    })
  })
  after(async () => {
    await platform.close()
    await database.drop()
  })

  test('has no mailbox that anybody could read codes in, and does not document one', async () => {
    const answer = await platform.app.inject('/dev/mailbox?to=owner@acme.example')
    assert.equal(answer.statusCode, 404)
    const document = await platform.app.inject('/api/v1/openapi.json')
    assert.ok(!document.body.includes('/dev/mailbox'))
  })
})
