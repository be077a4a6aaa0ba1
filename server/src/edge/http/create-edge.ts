import compress from '@fastify/compress'
import type { Tenant } from '@stoa/tenancy'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Admission } from './call.ts'
import { answerClientError } from './client-error.ts'
import { acceptCsvBodies } from './csv-body.ts'
import { serveDocumentation } from './documentation.ts'
import { type Greet, greeter, pageHeaders } from './headers.ts'
import { serveHealth } from './health.ts'
import { acceptJsonBodies } from './json-body.ts'
import { serveMetrics } from './metrics.ts'
import { defaultSettings, type EdgeOptions, type EdgeSettings } from './options.ts'
import { refusalOf, sendProblem } from './problem.ts'
import { BadRequest } from './refusals.ts'
import { checkRoutes, registerRoutes } from './register-route.ts'
import { createReporter } from './report.ts'
import { requestIdOf } from './request-id.ts'
import { requireOneHost } from './require-one-host.ts'
import { tenantPathRewriter } from './tenant-path.ts'
import { answerUnrouted } from './unrouted.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the door found out; null before it and for pages without one. */
    admission: (Admission & { tenant?: Tenant }) | null
    startedAt: number
  }
  interface FastifyContextConfig {
    operation?: string
    /** What body it takes instead of JSON. */
    takes?: 'csv' | undefined
  }
}

/** Makes the HTTP server of the house from its routes. It listens when told to; `close` waits for calls in flight. */
export function createEdge(options: EdgeOptions): FastifyInstance {
  checkRoutes(options.routes)
  const settings = { ...defaultSettings, ...options.settings }
  const greet = greeter(new Set(settings.corsOrigins))
  const report = createReporter(options, settings)
  const app = createServer(settings, tenantPathRewriter(options.routes), greet)

  app.decorateRequest('admission', null)
  app.decorateRequest('startedAt', 0)
  // Only on request (`reply.compress`): as a hook it would look at every answer, and most are small.
  app.register(compress, { global: false, encodings: ['br', 'gzip'] })
  app.removeAllContentTypeParsers()
  acceptJsonBodies(app)
  acceptCsvBodies(app)
  app.setErrorHandler((error, request, reply) => {
    const refusal = hasHungUp(request) ? BadRequest() : refusalOf(error)
    const operation = request.routeOptions.config?.operation ?? 'none'
    report.refused(request, operation, refusal, error)
    sendProblem(request, reply, refusal)
    report.finished(request, operation, refusal.status)
  })
  answerUnrouted(app, options.routes, greet, report)
  app.register(async (api) => registerRoutes(api, options, greet, report))
  app.register(async (pages) => {
    const greetPage = greeter(new Set(settings.corsOrigins), pageHeaders)
    pages.addHook('onRequest', async (request, reply) => {
      request.startedAt = performance.now()
      greetPage(request, reply)
      requireOneHost(request)
    })
    serveHealth(pages, options.readiness)
    if (options.metrics) serveMetrics(pages, options.metrics)
    await serveDocumentation(pages, options, settings)
  })
  return app
}

/** Whether the caller left in the middle of the body; nobody will read the answer, and the error is not ours. */
function hasHungUp({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete
}

function createServer(settings: EdgeSettings, rewriteUrl: (url: string) => string, greet: Greet): FastifyInstance {
  const app = Fastify({
    logger: false,
    genReqId: requestIdOf,
    rewriteUrl: (request) => rewriteUrl(request.url!),
    trustProxy: settings.trustProxy,
    bodyLimit: settings.bodyLimitBytes,
    // The head's limit is the only one: how long a parameter may be, its schema says.
    routerOptions: { maxParamLength: settings.headerLimitBytes },
    requestTimeout: settings.requestTimeoutMs,
    keepAliveTimeout: settings.keepAliveTimeoutMs,
    // While closing, calls that already arrived are answered; new connections are not accepted any more.
    return503OnClosing: false,
    http: {
      maxHeaderSize: settings.headerLimitBytes,
      // Node ends slow requests only when neither of its two limits is longer than the other allows.
      requestTimeout: settings.requestTimeoutMs,
      headersTimeout: settings.requestTimeoutMs,
      connectionsCheckingInterval: 1_000,
    },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      greet(request, reply)
      sendProblem(request, reply, refusalOf(error))
    },
  })
  app.addHook('preClose', async () => {
    // Idle connections are closed by Node; those with a call in flight would live on for the whole keep-alive time.
    app.server.keepAliveTimeout = 1
    app.server.keepAliveTimeoutBuffer = 0
  })
  // Node would refuse an `Expect` it does not know with an empty 417; nobody need heed one (RFC 9110, 10.1.1).
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  if (settings.maxConnections > 0) app.server.maxConnections = settings.maxConnections
  return app
}
