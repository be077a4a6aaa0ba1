import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const guide = readFileSync(new URL('../../../../docs/guides/identity.md', import.meta.url), 'utf8')

/** What the guide tells pages to do, as it stands there. */
const script = /```js\n([\s\S]+?)\n```/.exec(guide.slice(guide.indexOf('\n## Passkeys\n')))![1]!

const html = `<!doctype html><title>Passkeys</title>
<script type="module">import * as passkeys from '/passkeys.js'; globalThis.passkeys = passkeys</script>`

/** A page with the guide's script, on an origin of its own on this machine. */
export class PasskeyPage {
  readonly origin: string
  private readonly server: Server

  private constructor(server: Server) {
    this.server = server
    this.origin = `http://localhost:${(server.address() as AddressInfo).port}`
  }

  static async serve(): Promise<PasskeyPage> {
    const server = createServer((request, response) => {
      const isScript = request.url === '/passkeys.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.end(isScript ? script : html)
    })
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    return new PasskeyPage(server)
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}
