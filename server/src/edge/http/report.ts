import type { Refusal } from '@stoa/tenancy'
import type { FastifyRequest } from 'fastify'
import type { EdgeOptions, EdgeSettings } from './options.ts'
import { traceIdOf } from './request-id.ts'

export type Reporter = ReturnType<typeof createReporter>

/**
 * Counts every call and logs the few worth reading: refusals, errors, and slow ones. A line per request would cost
 * a fifth of the throughput. Lines are built field by field, so that no header, body or token can slip in.
 */
export function createReporter(
  { log, observe, observeRefusal }: Pick<EdgeOptions, 'log' | 'observe' | 'observeRefusal'>,
  settings: EdgeSettings,
) {
  function finished(request: FastifyRequest, operation: string, status: number): void {
    const durationMs = performance.now() - request.startedAt
    observe?.(operation, status, durationMs, request.admission?.tenant?.id)
    if (durationMs >= settings.slowRequestMs) {
      log.warn({ ...factsOf(request, operation, status), duration_ms: Math.round(durationMs) }, 'slow request')
    }
  }

  function refused(request: FastifyRequest, operation: string, refusal: Refusal, error: unknown): void {
    observeRefusal?.(refusal.code)
    const facts = { ...factsOf(request, operation, refusal.status), code: refusal.code }
    if (refusal === error) log.info(facts, 'refused')
    else if (refusal.status < 500) log.info({ ...facts, reason: errorFacts(error).message }, 'refused')
    else log.error({ ...facts, error: errorFacts(error) }, 'failed')
  }

  return { finished, refused }
}

function factsOf(request: FastifyRequest, operation: string, status: number) {
  const { admission } = request
  return {
    request_id: request.id,
    trace_id: traceIdOf(request.headers.traceparent),
    operation,
    method: request.method,
    path: request.originalUrl.split('?', 1)[0],
    status,
    tenant_id: admission?.tenant?.id,
    caller: admission?.caller?.kind,
    caller_id: admission?.caller?.id,
  }
}

/** An error can carry the values of a failed statement; only what tells where it broke is logged. */
function errorFacts(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) }
  const { code, statement, constraint } = error as { code?: unknown; statement?: unknown; constraint?: unknown }
  const cause: unknown = error.cause instanceof Error ? error.cause.message : undefined
  return { name: error.name, message: error.message, stack: error.stack, code, statement, constraint, cause }
}
