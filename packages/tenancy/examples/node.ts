// DATABASE_URL=postgres://… SECRET=… node examples/node.ts
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { TenantContext } from '@stoa/tenancy'
import { tenantListener } from '@stoa/tenancy/node'
import { addNote, listNotes, openNotes } from './notes.ts'

const { DATABASE_URL = '', SECRET = '', PORT = '3000' } = process.env
const { tenancy, identifier, close } = await openNotes(DATABASE_URL, SECRET)

const listener = tenantListener(
  {
    identifier,
    tenancy,
    // Here a server verifies a token, and that its bearer is a member of the tenant.
    authorize: () => ({ kind: 'anonymous' }),
    excluded: (_request, response) => response.end('{"status":"ok"}'),
    onError: console.error,
  },
  async (request, response, work) => {
    if (request.url?.split('?')[0] !== '/notes') return void response.writeHead(404).end()
    if (request.method === 'POST') {
      const { text } = (await json(request)) as { text: string }
      const note = await work.scope('write', (scope) => addNote(scope, text))
      return void response.writeHead(201).end(JSON.stringify(note))
    }
    const notes = await work.scope('read', listNotes)
    response.end(JSON.stringify({ tenant: TenantContext.require().slug, notes }))
  },
)

const server = createServer(listener)
server.listen(Number(PORT), '127.0.0.1', () => {
  const { port } = server.address() as { port: number }
  console.log(`Listening on http://127.0.0.1:${port}`)
})
process.once('SIGTERM', () => server.close(close))
