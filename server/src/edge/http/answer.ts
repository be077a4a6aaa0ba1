import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Route } from '#platform/contract'
import { isNoneMatchHit, tagOf, tagOfText } from './entity-tag.ts'
import { apiPrefix } from './options.ts'
import { compileSerialiser } from './serialiser.ts'

/** An answer as it goes over the wire, apart from the headers that every answer carries. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>> | undefined
  readonly body: string | undefined
  /** Instead of a body: what is sent as it is made. */
  readonly parts?: Readable
  /** Sent also to a caller who names its ETag in `If-None-Match`. */
  readonly isAlwaysSent?: boolean
}

/** Characters from which an answer is compressed for whoever accepts that: below, it costs more than it saves. */
const compressedFrom = 16 * 1024

const jsonType = 'application/json; charset=utf-8'
const noContent: WireAnswer = { status: 204, headers: undefined, body: undefined }

/** Compiles what turns a handler's result into the wire answer of its route. */
export function compileAnswer(route: Route): (result: unknown) => WireAnswer {
  const status = route.status ?? 200
  if (!route.answer || status === 204) return () => noContent
  const serialise = compileSerialiser(route.answer)
  const location = route.location as ((answer: unknown) => string) | undefined
  const hasHeaders = location !== undefined || hasVersion(route)
  // Overrides the headers of every answer, which are made for those that differ by caller.
  const shared = route.keptSeconds && {
    'cache-control': `public, max-age=${route.keptSeconds}`,
    vary: 'Accept-Encoding',
  }

  const kept = route.isShownOnce ? { 'cache-control': 'no-store' } : shared || undefined
  if (isTaggedByText(route)) {
    return (result) => {
      const body = serialise(result)
      return { status, headers: { ...kept, etag: tagOfText(body) }, body }
    }
  }

  return (result) => ({
    status,
    headers: hasHeaders ? { ...headersOf(result as { version?: unknown }, location), ...kept } : kept,
    body: serialise(result),
    isAlwaysSent: route.changesUnversioned ?? false,
  })
}

/** Whether the route's answer carries an ETag. */
export function isTagged(route: Route): boolean {
  return hasVersion(route) || isTaggedByText(route)
}

/** Whether the route answers 304 to a caller who names the ETag that it would be answered with. */
export function honoursNoneMatch(route: Route): boolean {
  return route.method === 'GET' && isTagged(route) && !route.changesUnversioned
}

/** What a storefront shows is asked for again and again, and shows no version: its tag is that of its text. */
function isTaggedByText(route: Route): boolean {
  return route.door === 'storefront' && route.method === 'GET' && route.answer !== undefined
}

/** Whether the route answers a row with a version, and so with an ETag. */
function hasVersion(route: Route): boolean {
  return 'version' in ((route.answer as { properties?: object } | undefined)?.properties ?? {})
}

function headersOf(result: { version?: unknown }, location: ((answer: unknown) => string) | undefined) {
  const headers: Record<string, string> = {}
  if (typeof result.version === 'number') headers.etag = tagOf(result.version)
  if (location) headers.location = apiPrefix + location(result)
  return headers
}

export function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: WireAnswer) {
  const { headers } = answer
  if (headers !== undefined) {
    reply.headers(headers)
    if (headers.etag !== undefined && !answer.isAlwaysSent && isUnchanged(request, headers.etag)) {
      return reply.code(304).send()
    }
  }
  reply.code(answer.status)
  if (answer.parts) return reply.compress(answer.parts)
  if (answer.body === undefined) return reply.send()
  reply.header('content-type', jsonType)
  return answer.body.length < compressedFrom ? reply.send(answer.body) : reply.compress(answer.body)
}

function isUnchanged(request: FastifyRequest, etag: string): boolean {
  const known = request.headers['if-none-match']
  if (known === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return false
  return isNoneMatchHit(known, etag)
}
