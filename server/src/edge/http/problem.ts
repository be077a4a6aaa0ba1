import { Refusal } from '@stoa/tenancy'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import {
  BadRequest,
  BadUrl,
  BodyTooLarge,
  HeadersTooLarge,
  InternalError,
  RouteNotFound,
  Unavailable,
  UnsupportedMediaType,
} from './refusals.ts'

export const problemType = 'application/problem+json; charset=utf-8'

/** RFC 9457 problem details of a refusal; `instance` is the request id. */
export function problemOf(refusal: Refusal, requestId: string) {
  return {
    type: `/errors/${refusal.code}`,
    title: refusal.title,
    status: refusal.status,
    detail: refusal.detail ?? refusal.title,
    code: refusal.code,
    instance: requestId,
    ...(refusal.errors && { errors: refusal.errors }),
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal) {
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer')
  if (refusal.headers) reply.headers(refusal.headers)
  return reply
    .code(refusal.status)
    .header('content-type', problemType)
    .send(JSON.stringify(problemOf(refusal, request.id)))
}

/** What an error means to the caller. Anything unknown is a bug of ours, and says nothing of the inside. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const code = codeOf(error)
  if (code === undefined) return InternalError()
  if (isOverload(code)) return Unavailable(undefined, { headers: { 'retry-after': '1' } })
  const framework = frameworkRefusals[code]
  if (framework) return framework()
  const isCallersFault = (error as Partial<FastifyError>).statusCode === 400
  return isCallersFault ? BadRequest() : InternalError()
}

const frameworkRefusals: Readonly<Record<string, () => Refusal>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: UnsupportedMediaType,
  FST_ERR_CTP_BODY_TOO_LARGE: BodyTooLarge,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: BadRequest,
  FST_ERR_BAD_URL: BadUrl,
  FST_ERR_MAX_PARAM_LENGTH: RouteNotFound,
  HPE_HEADER_OVERFLOW: HeadersTooLarge,
}

/**
 * SQLSTATEs and connection errors that pass by themselves: connection trouble (08), resources (53), intervention
 * (57P), cancelled by timeout (57014), lock timeout (55P03), serialisation failure and deadlock. The work was
 * rolled back and is not run again here: only the caller knows whether it still makes sense.
 */
function isOverload(code: string): boolean {
  return /^(?:08|53|57P)\w+$|^(?:57014|55P03|40001|40P01)$|^(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/.test(code)
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : undefined
}
