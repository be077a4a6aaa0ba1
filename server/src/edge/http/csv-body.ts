import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { requirePlainText } from './body-text.ts'
import { BadText, UnsupportedMediaType } from './refusals.ts'

export const csvType = 'text/csv'

/** Reads CSV bodies as the text they are, where a route takes them. */
export function acceptCsvBodies(app: FastifyInstance): void {
  app.addContentTypeParser<Buffer>(csvType, { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, readText(request, body))
    } catch (error) {
      done(error as Error)
    }
  })
}

function readText(request: FastifyRequest, body: Buffer): string {
  if (request.routeOptions.config.takes !== 'csv') throw UnsupportedMediaType()
  requirePlainText(request)
  if (!isUtf8(body)) throw BadText()
  return body.toString('utf8')
}
