// DATABASE_URL=postgres://… SECRET=… node examples/fastify.ts
import { TenantContext } from '@stoa/tenancy'
import { forTenants, withoutTenantPath, workOf } from '@stoa/tenancy/fastify'
import fastify from 'fastify'
import { addNote, listNotes, openNotes } from './notes.ts'

const { DATABASE_URL = '', SECRET = '', PORT = '3000' } = process.env
const { tenancy, identifier, close } = await openNotes(DATABASE_URL, SECRET)

const app = fastify({ rewriteUrl: withoutTenantPath(identifier) })
app.addHook('onClose', close)
app.get('/health', () => ({ status: 'ok' }))

app.register(async (shop) => {
  // Here a server verifies a token, and that its bearer is a member of the tenant.
  forTenants(shop, { identifier, tenancy, authorize: () => ({ kind: 'anonymous' }) })

  shop.get('/notes', async (request) => ({
    tenant: TenantContext.require().slug,
    notes: await workOf(request).scope('read', listNotes),
  }))

  shop.post<{ Body: { text: string } }>('/notes', async (request, reply) => {
    reply.code(201)
    return workOf(request).scope('write', (scope) => addNote(scope, request.body.text))
  })
})

console.log(`Listening on ${await app.listen({ port: Number(PORT), host: '127.0.0.1' })}`)
process.once('SIGTERM', () => app.close())
