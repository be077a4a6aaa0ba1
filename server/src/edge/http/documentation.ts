import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { FastifyInstance } from 'fastify'
import { serveErrorPages } from './error-pages.ts'
import { serveGuide } from './guide/serve-guide.ts'
import { openApiDocument } from './openapi/document.ts'
import { apiPrefix, type EdgeOptions, type EdgeSettings } from './options.ts'
import { text } from './page.ts'

const documentPath = `${apiPrefix}/openapi.json`
const javascript = 'text/javascript; charset=utf-8'

/** The API document, Swagger UI, ReDoc and the pages of the refusal codes: public, and nothing from outside. */
export async function serveDocumentation(app: FastifyInstance, options: EdgeOptions, settings: EdgeSettings) {
  const { routes, refusals = [] } = options
  const { title, version } = settings
  const document = JSON.stringify(openApiDocument({ routes, refusals, title, version }))

  app.get(documentPath, async (_request, reply) => reply.type('application/json; charset=utf-8').compress(document))
  // As long as there is no console, a newcomer finds the way into the API here.
  app.get('/', async (_request, reply) => reply.redirect('/docs'))
  serveSwaggerUi(app, title)
  serveRedoc(app, title)
  serveErrorPages(app, routes, refusals)
  serveGuide(app)
}

/** Without the layout's top bar, which shows the logos of others and asks for other documents. */
const swaggerStart = `SwaggerUIBundle({
  dom_id: '#reader', url: '${documentPath}', validatorUrl: null, deepLinking: true, tryItOutEnabled: true,
})
`

function serveSwaggerUi(app: FastifyInstance, title: string): void {
  const content = `<link rel="stylesheet" href="/docs/swagger-ui.css"><div id="reader"></div>
<script src="/docs/swagger-ui.js"></script><script src="/docs/start.js"></script>`
  servePage(app, '/docs', title, content)
  serveFile(app, '/docs/swagger-ui.css', '@fastify/swagger-ui/static/swagger-ui.css', 'text/css; charset=utf-8')
  serveFile(app, '/docs/swagger-ui.js', '@fastify/swagger-ui/static/swagger-ui-bundle.js', javascript)
  app.get('/docs/start.js', async (_request, reply) => reply.type(javascript).send(swaggerStart))
}

function serveRedoc(app: FastifyInstance, title: string): void {
  const content = `<redoc spec-url="${documentPath}" disable-google-font></redoc><script src="/redoc/redoc.js"></script>`
  servePage(app, '/redoc', title, content)
  serveFile(app, '/redoc/redoc.js', 'redoc/bundles/redoc.standalone.js', javascript)
}

/** A page that one of the readers fills. The empty icon keeps browsers from asking for one. */
function servePage(app: FastifyInstance, path: string, title: string, content: string): void {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${text(title)} API</title>
</head>
<body style="margin:0">
${content}
</body>
</html>
`
  app.get(path, async (_request, reply) => reply.type('text/html; charset=utf-8').send(html))
}

/** A file of a package from npm. */
function serveFile(app: FastifyInstance, path: string, file: string, type: string): void {
  const place = createRequire(import.meta.url).resolve(file)
  app.get(path, async (_request, reply) => {
    const content = await readFile(place)
    return reply.type(type).header('cache-control', 'public, max-age=86400').compress(content)
  })
}
