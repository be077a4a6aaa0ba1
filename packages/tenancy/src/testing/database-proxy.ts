import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * A wire between a client and PostgreSQL that counts round trips, and can be made as long as one between two buildings.
 * A round trip begins with bytes of the client after bytes of the server.
 */
export class DatabaseProxy {
  roundTrips = 0
  /** When set, the next answer of the server is lost, this comes in its place, and the connection ends. */
  instead: Buffer | undefined
  /** The server's URL, by way of this proxy. */
  readonly url: string
  private readonly server: Server
  private readonly sockets: Set<Socket>

  private constructor(server: Server, sockets: Set<Socket>, url: string) {
    this.server = server
    this.sockets = sockets
    this.url = url
  }

  /** @param delayMs what each direction takes */
  static async open(databaseUrl: string, delayMs = 0): Promise<DatabaseProxy> {
    const target = new URL(databaseUrl)
    const sockets = new Set<Socket>()
    const server = createServer({ noDelay: true }, (client) => {
      const database = connect({ host: target.hostname, port: Number(target.port), noDelay: true })
      for (const socket of [client, database]) {
        sockets.add(socket)
        socket.on('error', () => socket.destroy())
        socket.on('close', () => sockets.delete(socket))
      }
      let isAnswered = true
      relay(client, database, delayMs, () => {
        if (isAnswered) proxy.roundTrips++
        isAnswered = false
      })
      relay(database, client, delayMs, () => {
        isAnswered = true
        if (!proxy.instead) return
        client.end(proxy.instead)
        proxy.instead = undefined
        database.destroy()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = new URL(databaseUrl)
    url.host = `127.0.0.1:${(server.address() as { port: number }).port}`
    const proxy = new DatabaseProxy(server, sockets, url.href)
    return proxy
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

function relay(from: Socket, to: Socket, delayMs: number, onData: () => void): void {
  from.on('data', (chunk) => {
    onData()
    if (to.writableEnded) return
    if (delayMs === 0) to.write(chunk)
    else setTimeout(() => to.writable && to.write(chunk), delayMs)
  })
  from.on('end', () => (delayMs === 0 ? to.end() : setTimeout(() => to.end(), delayMs)))
}
