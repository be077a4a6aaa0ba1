import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { serveErrorPages } from './error-pages.ts'
import { openApiDocument } from './openapi/document.ts'
import { apiPrefix, type EdgeOptions, type EdgeSettings } from './options.ts'

const documentPath = `${apiPrefix}/openapi.json`

/** The API document, Swagger UI, ReDoc and the pages of the refusal codes: public, and nothing from outside. */
export async function serveDocumentation(app: FastifyInstance, options: EdgeOptions, settings: EdgeSettings) {
  const { routes, refusals = [] } = options
  const document = openApiDocument({ routes, refusals, title: settings.title, version: settings.version })
  const text = JSON.stringify(document)

  app.get(documentPath, async (_request, reply) => reply.type('application/json; charset=utf-8').compress(text))
  await app.register(swagger, { mode: 'static', specification: { document: document as never } })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { url: documentPath, validatorUrl: null, deepLinking: true, tryItOutEnabled: true },
    theme: { title: `${settings.title} API` },
  })
  serveRedoc(app, settings.title)
  serveErrorPages(app, routes, refusals)
}

function serveRedoc(app: FastifyInstance, title: string): void {
  const bundle = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js')
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} API</title></head>
<body style="margin:0"><redoc spec-url="${documentPath}" disable-google-font></redoc><script src="/redoc/redoc.js"></script></body>
</html>
`
  app.get('/redoc', async (_request, reply) => reply.type('text/html; charset=utf-8').send(html))
  app.get('/redoc/redoc.js', async (_request, reply) => {
    const script = await readFile(bundle)
    return reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .compress(script)
  })
}
