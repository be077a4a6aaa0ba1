import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Route } from '#platform/contract'
import { answerPreflight, type Greet, isPreflight } from './headers.ts'
import { urlOf } from './options.ts'
import { sendProblem } from './problem.ts'
import { MethodNotAllowed, RouteNotFound } from './refusals.ts'
import type { Reporter } from './report.ts'
import { requireOneHost } from './require-one-host.ts'

/**
 * Answers what no route takes: preflights, OPTIONS, a wrong method with `Allow`, and paths that are not there. In a hook,
 * because a handler would come after the body, which nobody here wants to read; in a plugin, so that no route has it.
 */
export function answerUnrouted(app: FastifyInstance, routes: readonly Route[], greet: Greet, report: Reporter): void {
  const answer = unroutedAnswer(routes, greet, report)
  app.register(async (unrouted) => {
    unrouted.addHook('onRequest', answer)
    unrouted.setNotFoundHandler(answer)
  })
}

function unroutedAnswer(routes: readonly Route[], greet: Greet, report: Reporter) {
  const methodsOf = methodFinder(routes)
  return async (request: FastifyRequest, reply: FastifyReply) => {
    request.startedAt = performance.now()
    greet(request, reply)
    requireOneHost(request)
    if (isPreflight(request)) return answerPreflight(reply)
    const methods = methodsOf(request.url.split('?', 1)[0]!)
    if (methods.length > 0 && request.method === 'OPTIONS') {
      return reply.code(204).header('allow', methods.join(', ')).send()
    }
    const refusal =
      methods.length > 0 ? MethodNotAllowed(undefined, { headers: { allow: methods.join(', ') } }) : RouteNotFound()
    report.refused(request, 'none', refusal, refusal)
    return sendProblem(request, reply, refusal)
  }
}

/** The methods a path knows. Looked through only when routing has failed, so plain patterns are fast enough. */
function methodFinder(routes: readonly Route[]): (path: string) => string[] {
  const known = routes.map((route) => ({
    pattern: new RegExp(
      `^${urlOf(route)
        .replaceAll('.', '\\.')
        .replaceAll(/:[^/]+/g, '[^/]+')}$`,
    ),
    methods: route.method === 'GET' ? ['GET', 'HEAD'] : [route.method],
  }))
  return (path) => {
    const methods = known.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods)
    return methods.length === 0 ? [] : [...new Set(methods), 'OPTIONS']
  }
}
