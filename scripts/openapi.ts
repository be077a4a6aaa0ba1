/** Writes the API document to stdout. Nothing is connected to: the routes are data. */
import { routesWith } from '../server/src/assemble.ts'
import { defaultSettings, openApiDocument } from '../server/src/edge/http/index.ts'
import { createIdentity, tokenRefusals } from '../server/src/platform/identity/index.ts'

const identity = createIdentity({
  doors: { scope: unconnected, system: unconnected },
  secretKey: 'the routes are the same whatever the key is',
  sendMail: unconnected,
  onError: report,
  onSecurityEvent: report,
})

const document = openApiDocument({ routes: routesWith(identity), refusals: tokenRefusals, ...defaultSettings })
process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)

function unconnected(): never {
  throw new Error('the API document needs no database and sends no mail')
}

function report(event: unknown): void {
  console.error(event)
}
