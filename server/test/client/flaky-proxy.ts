import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What becomes of a call on its way. */
export type Fate =
  | 'passes'
  /** It arrives and is done; its answer is lost. */
  | 'answer lost'
  /** It never arrives. */
  | 'lost'
  /** Something between answers that is no Stoa. */
  | 'bad gateway'

/** A way to the server on which calls meet the fates that are named, in order; after them all pass. */
export class FlakyProxy {
  readonly calls: { method: string; path: string; key: string | undefined }[] = []
  readonly fates: Fate[] = []
  private readonly server: Server

  private constructor(target: string) {
    this.server = createServer(async (incoming, outgoing) => {
      const fate = this.fates.shift() ?? 'passes'
      const body = await bodyOf(incoming)
      const key = incoming.headers['idempotency-key']
      this.calls.push({ method: incoming.method!, path: incoming.url!, key: key === undefined ? key : String(key) })
      if (fate === 'lost') return void incoming.socket.destroy()
      if (fate === 'bad gateway')
        return void outgoing.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502</h1>')
      const { method, headers } = incoming
      const forwarded = request(new URL(incoming.url!, target), { method, headers }, (answer) => {
        if (fate === 'answer lost') return void answer.resume().on('end', () => incoming.socket.destroy())
        outgoing.writeHead(answer.statusCode!, answer.headers)
        answer.pipe(outgoing)
      })
      forwarded.end(body)
    })
  }

  static async open(target: string): Promise<FlakyProxy> {
    const proxy = new FlakyProxy(target)
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks)
}
