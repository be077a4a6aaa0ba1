import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { TenantContext } from '../context.ts'
import type { Identifier } from '../identify/identify.ts'
import { Refusal } from '../refusal.ts'
import { problemOf } from './problem.ts'
import { type AdapterOptions, type TenantWork, tenantWork } from './tenant-work.ts'

export type { AdapterOptions, TenantWork } from './tenant-work.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `forTenants` before the body is read; null on excluded paths. */
    tenantWork: TenantWork | null
  }
}

/**
 * Makes every route of `app` a tenant's: the tenant found, the caller authorized before the body is read, the handler
 * run in the tenant's context. Routes without tenant go outside `app`, or on excluded paths. Refusals are answered as
 * problem details, and other errors say nothing of the inside.
 */
export function forTenants(app: FastifyInstance, options: AdapterOptions<FastifyRequest>): void {
  const { identifier, tenancy, authorize } = options
  app.decorateRequest('tenantWork', null)
  app.setErrorHandler(answerError)

  app.addHook('onRequest', async (request) => {
    const { headers, originalUrl: url, socket } = request
    if (request.is404 || identifier.isExcluded(url)) return
    const { tenant } = await identifier.get({ headers, url, peer: socket.remoteAddress })
    request.tenantWork = tenantWork(tenancy, tenant, await authorize(request, tenant))
  })

  // Reading the body leaves the async context of the hook before, so the tenant's is entered after it.
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.tenantWork) TenantContext.run(request.tenantWork.tenant, done)
    else done()
  })
}

/** Fastify's `rewriteUrl`, for routes that do not know of the tenant in the path. */
export function withoutTenantPath(identifier: Identifier): (request: { url?: string | undefined }) => string {
  return ({ url = '/' }) => identifier.route(url)
}

/** The work of a request in a route for tenants. */
export function workOf(request: FastifyRequest): TenantWork {
  if (!request.tenantWork) throw new Error('the route is not one for tenants')
  return request.tenantWork
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const { statusCode = 500 } = error as { statusCode?: number }
  if (!(error instanceof Refusal) && statusCode < 500) return reply.send(error)
  if (!(error instanceof Refusal)) request.log.error(error)
  const { status, headers, body } = problemOf(error)
  return reply.code(status).headers(headers).send(body)
}
