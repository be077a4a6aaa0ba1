import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { asOwner, edgeWith, noteRoutes } from './edge-for-tests.ts'

const { app, lines } = edgeWith(noteRoutes, { settings: { requestTimeoutMs: 1_000 } })
before(() => app.listen({ port: 0, host: '127.0.0.1' }))
after(() => app.close())

/** pino's number for `error`. */
const errorLevel = 50

const head = Object.entries(asOwner).map(([name, value]) => `${name}: ${value}\r\n`)
const opening = (line: string) => `${line} HTTP/1.1\r\nhost: localhost\r\n${head.join('')}`

function dial(): Socket {
  return connect((app.server.address() as AddressInfo).port, '127.0.0.1')
}

/** Sends raw bytes and reads until the server closes. */
async function exchange(bytes: string | Buffer): Promise<string> {
  const socket = dial()
  let received = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text
  })
  socket.on('error', () => undefined)
  socket.write(bytes)
  await once(socket, 'close')
  return received
}

function problemIn(response: string): { status: number; code: string } {
  return JSON.parse(response.slice(response.indexOf('\r\n\r\n') + 4))
}

test('a request with several hosts is refused, wherever it leads and whichever it names', async () => {
  for (const path of ['/api/v1/notes', '/health/live', '/nothing-here']) {
    for (const line of ['host: another', 'HOST: localhost', 'Host:']) {
      const response = await exchange(`${opening(`GET ${path}`)}${line}\r\nconnection: close\r\n\r\n`)
      assert.match(response, /^HTTP\/1\.1 400 /, `${path} ${line}`)
      assert.equal(problemIn(response).code, 'request.malformed')
    }
  }
  const response = await exchange(`${opening('GET /health/live')}x-hosts: a\r\nconnection: close\r\n\r\n`)
  assert.match(response, /^HTTP\/1\.1 200 /)
})

test('what is not HTTP is answered with a problem and closed', async () => {
  for (const bytes of [
    'GARBAGE\r\n\r\n',
    '\u0000\u0001\u0002',
    'GET / HTTP/9.9\r\n\r\n',
    'GET / HTTP/1.1\r\nbad header\r\n\r\n',
  ]) {
    const answer = await exchange(bytes)
    assert.match(answer, /^HTTP\/1\.1 400 /)
    assert.match(answer, /application\/problem\+json/)
    assert.equal(problemIn(answer).code, 'request.malformed')
  }
})

test('a request that says its length twice is refused: proxies could read it differently', async () => {
  const smuggled = `${opening('POST /api/v1/notes')}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`
  assert.match(await exchange(smuggled), /^HTTP\/1\.1 400 /)
})

test('headers beyond the limit are 431', async () => {
  const answer = await exchange(`${opening('GET /api/v1/notes')}x-large: ${'a'.repeat(20_000)}\r\n\r\n`)
  assert.match(answer, /^HTTP\/1\.1 431 /)
  assert.equal(problemIn(answer).code, 'request.headers_too_large')
})

test('a body that trickles in too slowly is 408, and the connection is not held', async () => {
  const length = 'content-type: application/json\r\ncontent-length: 100\r\n\r\n{"ti'
  const answer = await exchange(opening('POST /api/v1/notes') + length)
  assert.match(answer, /^HTTP\/1\.1 408 /)
  assert.equal(problemIn(answer).code, 'request.timeout')
})

test('a declared length beyond the limit is refused before the body comes', async () => {
  const length = 'content-type: application/json\r\nconnection: close\r\ncontent-length: 2000000\r\n\r\n'
  assert.match(await exchange(opening('POST /api/v1/notes') + length), /^HTTP\/1\.1 413 /)
})

test('a chunked body beyond the limit is refused when it gets there', async () => {
  const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`
  const start = `${opening('POST /api/v1/notes')}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`
  assert.match(await exchange(start + chunk.repeat(20)), /^HTTP\/1\.1 413 /)
})

test('a caller who hangs up in the middle of a body harms nobody', async () => {
  const socket = dial()
  socket.write(`${opening('POST /api/v1/notes')}content-type: application/json\r\ncontent-length: 100\r\n\r\n{`)
  await once(socket, 'connect')
  socket.destroy()
  assert.match(await exchange(`${opening('GET /api/v1/notes')}connection: close\r\n\r\n`), /^HTTP\/1\.1 200 /)
  assert.deepEqual(
    lines.filter(({ level }) => level === errorLevel),
    [],
    'nor is it a fault of ours',
  )
})

test('one connection carries many calls, refused ones included', async () => {
  const calls = [
    'GET /api/v1/notes',
    'GET /api/v1/notes?limit=x',
    'GET /nowhere',
    'PUT /api/v1/notes',
    'GET /api/v1/notes',
  ]
  const last = `${opening('GET /health/live')}connection: close\r\n\r\n`
  const answers = await exchange(calls.map((line) => `${opening(line)}\r\n`).join('') + last)
  assert.deepEqual(answers.match(/(?<=HTTP\/1\.1 )\d+/g), ['200', '422', '404', '405', '200', '200'])
})

test('closing waits for the call in flight and takes no new ones', async () => {
  let finish = () => {}
  const [list] = noteRoutes
  const waiting = new Promise<void>((resolve) => {
    finish = resolve
  })
  const started = Promise.withResolvers<void>()
  const slow = {
    ...list!,
    handle: async () => {
      started.resolve()
      await waiting
      return { results: [], query: {} }
    },
  }
  const edge = edgeWith([slow])
  const url = await edge.app.listen({ port: 0, host: '127.0.0.1' })
  const answer = fetch(`${url}/api/v1/notes`, { headers: asOwner })
  await started.promise
  const closed = edge.app.close()
  await assert.rejects(fetch(`${url}/health/live`))
  finish()
  assert.equal((await answer).status, 200)
  await closed
})
