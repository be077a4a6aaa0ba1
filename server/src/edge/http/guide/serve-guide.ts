import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { text } from '../page.ts'
import { sendProblem } from '../problem.ts'
import { RouteNotFound } from '../refusals.ts'
import { guidePages } from './pages.ts'
import { guidePath, renderPage } from './render.ts'

const repository = fileURLToPath(new URL('../../../../..', import.meta.url))

/** Serves the documents of the repository as one site, made from their Markdown when a page is first asked for. */
export function serveGuide(app: FastifyInstance): void {
  const pages = guidePages(repository)
  const byPath = new Map([...pages.values()].map((page) => [page.path, page]))
  const rendered = new Map<string, string>()

  for (const url of [guidePath, `${guidePath}/*`]) {
    app.get<{ Params: { '*'?: string } }>(url, async (request, reply) => {
      const path = request.params['*'] ?? ''
      const page = byPath.get(path)
      if (!page) return sendProblem(request, reply, RouteNotFound())
      let html = rendered.get(path)
      if (html === undefined) {
        html = layout(renderPage(page, pages))
        rendered.set(path, html)
      }
      return reply.type('text/html; charset=utf-8').compress(html)
    })
  }
}

const style = `
body { font: 16px/1.6 system-ui, sans-serif; max-width: 52rem; margin: 0 auto; padding: 0 1rem 4rem; color-scheme: light dark }
nav { padding: 1rem 0; border-bottom: 1px solid #8884 }
nav a { margin-right: 1.2rem }
h1, h2, h3 { line-height: 1.25; margin-top: 2em }
h1 { margin-top: 1em }
pre { overflow-x: auto; padding: .8rem 1rem; border-radius: 6px; background: #8882 }
code { font: .9em ui-monospace, monospace }
table { border-collapse: collapse; display: block; overflow-x: auto }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8883 }
`

function layout({ title, html }: { title: string; html: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${text(title)}</title>
<style>${style}</style>
</head>
<body>
<nav><a href="${guidePath}">Guide</a><a href="/docs">API</a><a href="/redoc">Reference</a><a href="/errors">Refusal codes</a></nav>
<main>
${html}</main>
</body>
</html>
`
}
