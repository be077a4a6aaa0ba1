import type { Fault } from '@stoa/tenancy'
import type { FastifyRequest } from 'fastify'
import { type TObject, Type } from 'typebox'
import { Check } from 'typebox/value'
import { isInTenant, type Route, ValidationFailed } from '#platform/contract'
import { expectedVersionOf } from './entity-tag.ts'
import { faultOfText, faultsOfAnyBody } from './json-body.ts'
import { compileReader } from './query.ts'
import { BadUrl } from './refusals.ts'
import type { createCompiler } from './validation.ts'

/** A request's parts, checked against the route's schemas. */
export interface RequestInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly expectedVersion: number | undefined
}

const nothing = Type.Object({}, { additionalProperties: false })

/** The parameter that names the tenant; identification reads it, handlers never see it. */
const tenantParameter = 'tenant_id'

/** Compiles what reads and checks a request for a route, naming the faults of all its parts at once. */
export function compileInput(route: Route, compile: ReturnType<typeof createCompiler>) {
  const querySchema: TObject = route.query ?? nothing
  const readQuery = compileReader('query', querySchema)
  const checkQuery = compile('query', closed(querySchema))
  const readParams = compileReader('params', route.params)
  const checkParams = compile('params', route.params ?? nothing)
  const takesBody = route.method !== 'GET' && route.method !== 'DELETE'
  const checkBody = takesBody || route.body ? compile('body', route.body ?? nothing) : undefined
  const namesTenant = isInTenant(route)
  const mayOmitBody = isBodyOptional(route)

  return function readInput(request: FastifyRequest): RequestInput {
    const faults = faultsOfAnyBody(request.body)
    if (faults.length > 0) throw ValidationFailed(undefined, { errors: faults })
    refuseBadEncoding(request.raw.url!, faults)
    const params = readParams(request.params as Record<string, string>, faults)
    const query = readQuery(request.query as Record<string, string>, faults)
    if (namesTenant && query[tenantParameter] !== undefined) delete query[tenantParameter]
    faults.push(...checkParams(params), ...checkQuery(query))
    const body = request.body === undefined && mayOmitBody ? {} : request.body
    if (checkBody) faults.push(...checkBody(body))
    if (faults.length > 0) throw ValidationFailed(undefined, { errors: faults })
    const expectedVersion = route.versioned ? expectedVersionOf(request.headers['if-match']) : undefined
    return { params, query, body, expectedVersion }
  }
}

/** Whether nothing in the route's body is required, so that leaving it out says the same as `{}`. */
export function isBodyOptional({ body = nothing }: Route): boolean {
  return Check(body, {})
}

function closed(schema: TObject): TObject {
  return { ...schema, additionalProperties: false } as TObject
}

/** The router decodes what it can and leaves the rest as it stands; here the rest is refused. */
function refuseBadEncoding(url: string, faults: Fault[]): void {
  if (!url.includes('%')) return
  let decoded: string
  try {
    decoded = decodeURIComponent(url)
  } catch {
    throw BadUrl()
  }
  const fault = faultOfText(decoded)
  if (fault) faults.push({ path: '/query', ...fault })
}
