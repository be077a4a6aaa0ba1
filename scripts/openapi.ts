/**
 * Writes the API document to stdout, or to the file that is named: `node scripts/run.mjs scripts/openapi.ts [file]`.
 * Nothing is connected to: the routes are data.
 */
import { writeFileSync } from 'node:fs'
import { routesWith } from '../server/src/assemble.ts'
import { defaultSettings, openApiDocument } from '../server/src/edge/http/index.ts'
import { createIdentity, tokenRefusals } from '../server/src/platform/identity/index.ts'

const identity = createIdentity({
  doors: { scope: unconnected, system: unconnected },
  secretKey: 'the routes are the same whatever the key is',
  sendMail: unconnected,
  passkeys: { rpId: 'shop.example', rpName: 'Stoa', origins: [] },
  onError: report,
  onSecurityEvent: report,
})

const document = openApiDocument({ routes: routesWith(identity), refusals: tokenRefusals, ...defaultSettings })
const text = `${JSON.stringify(document, null, 2)}\n`
const file = process.argv[2]
if (file === undefined) process.stdout.write(text)
else writeFileSync(file, text)

function unconnected(): never {
  throw new Error('the API document needs no database and sends no mail')
}

function report(event: unknown): void {
  console.error(event)
}
