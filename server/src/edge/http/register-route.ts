import type { FastifyInstance, FastifyRequest } from 'fastify'
import { admitted, type Route } from '#platform/contract'
import { sendAnswer } from './answer.ts'
import type { Admission } from './call.ts'
import { createDoors } from './door.ts'
import type { Greet } from './headers.ts'
import { defaultSettings, type EdgeOptions, urlOf } from './options.ts'
import { compilePerform } from './perform.ts'
import { refusalOf } from './problem.ts'
import type { Reporter } from './report.ts'
import { compileInput } from './request-input.ts'
import { requireOneHost } from './require-one-host.ts'
import { createCompiler } from './validation.ts'

/** Refuses a register that could not be meant: an operation without a door, or one name for two. */
export function checkRoutes(routes: readonly Route[]): void {
  const seen = new Set<string>()
  for (const { operation, door } of routes) {
    if (!Object.hasOwn(admitted, door)) throw new TypeError(`${operation} has no door`)
    if (seen.has(operation)) throw new TypeError(`${operation} is declared twice`)
    seen.add(operation)
  }
}

/** Turns declared routes into routes of the server: door first, then body and schemas, then one unit of work. */
export function registerRoutes(app: FastifyInstance, options: EdgeOptions, greet: Greet, report: Reporter): void {
  const doors = createDoors(options)
  const compile = createCompiler()
  const { csvLimitBytes } = { ...defaultSettings, ...options.settings }
  for (const route of options.routes) register(route)

  function register(route: Route): void {
    const { operation } = route
    const admit = doors[route.door](route) as (request: FastifyRequest) => Admission | Promise<Admission>
    const readInput = compileInput(route, compile)
    const perform = compilePerform(route, options.tenancy)

    app.route({
      method: route.method,
      url: urlOf(route),
      config: { operation, takes: route.takes },
      ...(route.takes && { bodyLimit: csvLimitBytes }),
      // One hook, without a promise when token and tenant are known: each hook and each promise costs throughput.
      onRequest(request, reply, done) {
        request.startedAt = performance.now()
        greet(request, reply)
        try {
          requireOneHost(request)
          const admission = admit(request)
          if (!(admission instanceof Promise)) {
            request.admission = admission
            return done()
          }
          admission.then((admitted) => {
            request.admission = admitted
            done()
          }, done)
        } catch (error) {
          done(error as Error)
        }
      },
      async handler(request, reply) {
        const answer = await perform(request, readInput(request), request.admission as never)
        // What breaks after the first part was sent can only be told to the log; the caller sees the answer end.
        answer.parts?.on('error', (error) => report.refused(request, operation, refusalOf(error), error))
        sendAnswer(request, reply, answer)
        report.finished(request, operation, reply.statusCode)
        return reply
      },
    })
  }
}
