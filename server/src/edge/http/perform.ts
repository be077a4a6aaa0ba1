import type { Actor, Tenant } from '@stoa/tenancy'
import type { FastifyRequest } from 'fastify'
import { type Caller, isForRoles, isInTenant, type Role, type Route } from '#platform/contract'
import { performOnce, requestHash } from '#platform/idempotency'
import { compileAnswer, type WireAnswer } from './answer.ts'
import { sentInParts } from './answer-in-parts.ts'
import { type Admission, HandlerCall } from './call.ts'
import type { TenantAdmission } from './door.ts'
import type { EdgeOptions } from './options.ts'
import type { RequestInput } from './request-input.ts'

/** Does what a route is for, in one unit of work, once the door and the schemas let the request through. */
export type Perform = (request: FastifyRequest, input: RequestInput, admission: never) => Promise<WireAnswer>

/** A caller who is known, at the door of a tenant or of the platform. */
type KeyedAdmission = Admission & { readonly caller: Caller; readonly tenant?: Tenant }

type Tenancy = EdgeOptions['tenancy']
type ToWire = ReturnType<typeof compileAnswer>

export function compilePerform(route: Route, tenancy: Tenancy): Perform {
  if (route.answers) return performInParts(route, tenancy)
  const toWire = compileAnswer(route)
  const performFor = isInTenant(route) ? performInTenant : performOutsideTenants
  const perform = performFor(route, tenancy, toWire)
  return isKeyed(route) ? performKeyed(route, tenancy, toWire, perform) : perform
}

/**
 * Whether the route honours `Idempotency-Key`, which belongs to who sent it. At the storefront that may be nobody, and a
 * publishable key is shared by strangers. A POST at the other doors creates nothing that its own challenge does not keep
 * from being made twice, and one that answers nothing creates nothing: it logs somebody in or out.
 */
export function isKeyed(route: Route): boolean {
  if (route.method !== 'POST' || route.isShownOnce || route.status === 204) return false
  return isForRoles(route) || route.door === 'human' || route.door === 'superadmin'
}

function performOutsideTenants(route: Route, tenancy: Tenancy, toWire: ToWire) {
  const mode = modeOf(route)
  return async (request: FastifyRequest, input: RequestInput, admission: Admission) => {
    const actor = admission.caller ?? nobody
    const result = await tenancy.system({ actor, mode }, (scope) =>
      route.handle(new HandlerCall(scope, request, input, admission)),
    )
    return toWire(result)
  }
}

function performInTenant(route: Route, tenancy: Tenancy, toWire: ToWire) {
  const mode = modeOf(route)
  return async (request: FastifyRequest, input: RequestInput, admission: TenantAdmission) => {
    const options = { actor: actorOf(admission), mode, readOnlyRole: isReader(admission, mode) }
    const result = await tenancy.scope(admission.tenant, options, (scope) =>
      route.handle(new HandlerCall(scope, request, input, admission)),
    )
    return toWire(result)
  }
}

function performInParts(route: Route, tenancy: Tenancy) {
  const mode = modeOf(route)
  return (request: FastifyRequest, input: RequestInput, admission: TenantAdmission) => {
    const options = { actor: actorOf(admission), mode, readOnlyRole: isReader(admission, mode) }
    return sentInParts((send) =>
      tenancy.scope(admission.tenant, options, (scope) =>
        send(() => route.handle(new HandlerCall(scope, request, input, admission)) as Promise<AsyncIterable<string>>),
      ),
    )
  }
}

function performKeyed(route: Route, tenancy: Tenancy, toWire: ToWire, perform: Perform) {
  return async (request: FastifyRequest, input: RequestInput, admission: KeyedAdmission) => {
    const key = request.headers['idempotency-key']
    if (key === undefined) return perform(request, input, admission as never)
    const call = {
      key: String(key),
      requestHash: requestHash(request.method, request.url, request.body),
      tenant: admission.tenant,
      actor: { ...actorOf(admission), id: admission.caller.id },
      keyOwnerId: impersonationOf(admission.caller),
    }
    const { answer, isReplay } = await performOnce(tenancy, call, async (scope) => {
      const made = toWire(await route.handle(new HandlerCall(scope, request, input, admission)))
      return { status: made.status, headers: made.headers ?? {}, body: made.body ?? '' }
    })
    const headers = isReplay ? { ...answer.headers, 'idempotent-replayed': 'true' } : answer.headers
    return { status: answer.status, headers, body: answer.status === 204 ? undefined : answer.body }
  }
}

/** The session in which an operator acts as the caller. */
function impersonationOf(caller: Caller): string | undefined {
  return caller.kind === 'user' && caller.impersonator ? caller.sessionId : undefined
}

function modeOf(route: Route): 'read' | 'write' {
  return route.method === 'GET' ? 'read' : 'write'
}

/** Who changes nothing comes as a database role that cannot: viewers always, programs and strangers when they read. */
function isReader({ caller, role }: Admission, mode: 'read' | 'write'): boolean {
  return role === 'viewer' || (mode === 'read' && (caller === undefined || caller.kind === 'api_key'))
}

const nobody = { kind: 'anonymous' } as const

function actorOf({ caller, role }: Admission): Actor & { role?: Role | undefined } {
  return caller?.kind === 'user' ? { ...caller, role } : (caller ?? nobody)
}
