import { routesWith } from '../server/src/assemble.ts'
import { createIdentity } from '../server/src/platform/identity/index.ts'

const identity = createIdentity({
  doors: { scope: unconnected, system: unconnected },
  secretKey: 'the routes are the same whatever the key is',
  sendMail: unconnected,
  passkeys: { rpId: 'shop.example', rpName: 'Stoa', origins: [] },
  onError: report,
  onSecurityEvent: report,
})

/** Every route of the platform. Nothing is connected to: they are data. */
export const routes = routesWith(identity)

function unconnected(): never {
  throw new Error('routes need no database and send no mail')
}

function report(event: unknown): void {
  console.error(event)
}
