import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { EdgeOptions } from './options.ts'
import { Unauthenticated } from './refusals.ts'

/** `/metrics`, for whoever holds the token; for everybody where there is none. */
export function serveMetrics(app: FastifyInstance, metrics: NonNullable<EdgeOptions['metrics']>): void {
  const isAllowed = bearerCheck(metrics.token)

  app.get('/metrics', async (request, reply) => {
    if (!isAllowed(request.headers.authorization)) throw Unauthenticated('The metrics need the METRICS_TOKEN')
    return reply
      .type(metrics.contentType)
      .header('cache-control', 'no-store')
      .compress(await metrics.expose())
  })
}

/** Hashes are compared, since their lengths tell nothing of the token's. */
function bearerCheck(token: string | undefined): (authorization: string | undefined) => boolean {
  if (token === undefined) return () => true
  const expected = sha256(`Bearer ${token}`)
  return (authorization) => authorization !== undefined && timingSafeEqual(sha256(authorization), expected)
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
