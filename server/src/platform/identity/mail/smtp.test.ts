import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { smtp } from './smtp.ts'

interface Received {
  recipients: string[]
  user: string | undefined
  content: string
}

describe('mail by SMTP', () => {
  const received: Received[] = []
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    authOptional: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo: ({ address }, _session, done) => done(address.startsWith('nobody') ? new Error('no such box') : null),
    onData: async (stream, { envelope, user }, done) => {
      const recipients = envelope.rcptTo.map(({ address }) => address)
      received.push({ recipients, user: user as string | undefined, content: await text(stream) })
      done()
    },
  })
  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server.server, 'listening')
  })
  after(() => new Promise<void>((resolve) => server.close(resolve)))

  const settings = (changes: object = {}) => ({
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    security: 'none' as const,
    user: 'stoa',
    password: 'right',
    sender: 'Stoa <login@stoa.example>',
    ...changes,
  })

  test('reaches exactly the one address, from the sender, as plain text', async () => {
    await smtp(settings())({ to: 'ada@example.com', subject: 'Your code', text: '123456' })
    const mail = received.at(-1)
    assert.deepEqual(mail?.recipients, ['ada@example.com'])
    assert.equal(mail?.user, 'stoa')
    assert.match(mail?.content ?? '', /^From: Stoa <login@stoa\.example>/m)
    assert.match(mail?.content ?? '', /^Subject: Your code/m)
    assert.match(mail?.content ?? '', /123456/)
  })

  test('rejects when the server does not take it, and when the password is wrong', async () => {
    const mail = { to: 'nobody@example.com', subject: 'x', text: 'x' }
    await assert.rejects(smtp(settings())(mail))
    await assert.rejects(smtp(settings({ password: 'wrong' }))({ ...mail, to: 'ada@example.com' }))
  })

  test('is not sent in the clear when the connection has to be secret', async () => {
    const before = received.length
    const secret = smtp(settings({ security: 'starttls' }))
    await assert.rejects(secret({ to: 'ada@example.com', subject: 'x', text: 'x' }))
    assert.equal(received.length, before)
  })
})
