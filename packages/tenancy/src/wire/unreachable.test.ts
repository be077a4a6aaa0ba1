import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { Connection } from './connection.ts'

const servers: [string, (socket: Socket) => void][] = [
  ['says nothing', () => undefined],
  ['hangs up at once', (socket) => socket.destroy()],
  ['hangs up when it is asked', (socket) => socket.once('data', () => socket.end())],
]

for (const [name, answer] of servers) {
  test(`a server that ${name} is a connection that could not be made, which passes by itself`, async (t) => {
    const sockets: Socket[] = []
    const server = createServer((socket) => {
      sockets.push(socket)
      answer(socket)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    const url = `postgres://stoa@127.0.0.1:${(server.address() as AddressInfo).port}/none`
    const opened = Connection.open({ url, applicationName: 'test', connectTimeoutMs: 50, prepare: true })
    await assert.rejects(opened, (error: NodeJS.ErrnoException) => /^(08006|ECONNRESET)$/.test(error.code ?? ''))
  })
}
