import type { RefusalType } from '@stoa/tenancy'
import type { FastifyInstance } from 'fastify'
import type { Route } from '#platform/contract'
import { refusalRegister, refusalsOf } from './openapi/refusals-of.ts'
import { page, text } from './page.ts'
import { sendProblem } from './problem.ts'
import { RouteNotFound } from './refusals.ts'

/** A page for each refusal code, where the `type` of a problem leads, and a list of all. */
export function serveErrorPages(app: FastifyInstance, routes: readonly Route[], atDoors: readonly RefusalType[]): void {
  const register = refusalRegister(routes, atDoors)

  app.get('/errors', async (_request, reply) => {
    const codes = [...register.values()].sort((a, b) => a.code.localeCompare(b.code))
    const rows = codes.map((refusal) => {
      const { code, status, title } = refusal
      return `<tr><td><a href="/errors/${text(code)}">${text(code)}</a></td><td>${status}</td><td>${text(title)}</td></tr>`
    })
    return reply.type('text/html; charset=utf-8').send(page('Refusal codes', `<table>${rows.join('\n')}</table>`))
  })

  app.get<{ Params: { code: string } }>('/errors/:code', async (request, reply) => {
    const refusal = register.get(request.params.code)
    if (!refusal) return sendProblem(request, reply, RouteNotFound())
    const operations = routes.filter((route) => refusalsOf(route, atDoors).includes(refusal))
    return reply.type('text/html; charset=utf-8').send(errorPage(refusal, operations))
  })
}

function errorPage(refusal: RefusalType, routes: readonly Route[]): string {
  const operations = routes.map((route) => `<li><code>${text(route.operation)}</code> ${text(route.summary)}</li>`)
  return page(
    refusal.code,
    `<p>${text(refusal.title)}.</p>
<p>Status <strong>${refusal.status}</strong>. The problem's <code>detail</code> and <code>errors</code> say more; its
<code>instance</code> is the request id, which the logs know too.</p>
${operations.length > 0 ? `<h2>Operations that answer so</h2>\n<ul>${operations.join('\n')}</ul>` : ''}
<p><a href="/errors">All codes</a> · <a href="/docs">API</a></p>`,
  )
}
