import type { Tenant } from '@stoa/tenancy'
import type { FastifyRequest } from 'fastify'
import type { ActingUser, Route } from '#platform/contract'
import { performOnce, requestHash } from '#platform/idempotency'
import { compileAnswer, type WireAnswer } from './answer.ts'
import { type Admission, HandlerCall } from './call.ts'
import type { TenantAdmission } from './door.ts'
import type { EdgeOptions } from './options.ts'
import type { RequestInput } from './request-input.ts'

/** Does what a route is for, in one unit of work, once the door and the schemas let the request through. */
export type Perform = (request: FastifyRequest, input: RequestInput, admission: never) => Promise<WireAnswer>

/** A caller who is known, at the door of a tenant or of the platform. */
type KeyedAdmission = Admission & { readonly user: ActingUser; readonly tenant?: Tenant }

type Tenancy = EdgeOptions['tenancy']
type ToWire = ReturnType<typeof compileAnswer>

export function compilePerform(route: Route, tenancy: Tenancy): Perform {
  const toWire = compileAnswer(route)
  const performFor = route.door === 'tenant' ? performInTenant : performOutsideTenants
  const perform = performFor(route, tenancy, toWire)
  return isKeyed(route) ? performKeyed(route, tenancy, toWire, perform) : perform
}

/** Whether the route honours `Idempotency-Key`. A POST at the other doors creates nothing: it logs somebody in or out. */
export function isKeyed({ door, method }: Route): boolean {
  return method === 'POST' && (door === 'tenant' || door === 'superadmin')
}

function performOutsideTenants(route: Route, tenancy: Tenancy, toWire: ToWire) {
  const mode = modeOf(route)
  return async (request: FastifyRequest, input: RequestInput, admission: Admission) => {
    const actor = admission.user ?? ({ kind: 'anonymous' } as const)
    const result = await tenancy.system({ actor, mode }, (scope) =>
      route.handle(new HandlerCall(scope, request, input, admission)),
    )
    return toWire(result)
  }
}

function performInTenant(route: Route, tenancy: Tenancy, toWire: ToWire) {
  const mode = modeOf(route)
  return async (request: FastifyRequest, input: RequestInput, admission: TenantAdmission) => {
    const options = { actor: actorOf(admission), mode, readOnlyRole: admission.role === 'viewer' }
    const result = await tenancy.scope(admission.tenant, options, (scope) =>
      route.handle(new HandlerCall(scope, request, input, admission)),
    )
    return toWire(result)
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
      actor: actorOf(admission),
    }
    const { answer, isReplay } = await performOnce(tenancy, call, async (scope) => {
      const made = toWire(await route.handle(new HandlerCall(scope, request, input, admission)))
      return { status: made.status, headers: made.headers ?? {}, body: made.body ?? '' }
    })
    const headers = isReplay ? { ...answer.headers, 'idempotent-replayed': 'true' } : answer.headers
    return { status: answer.status, headers, body: answer.status === 204 ? undefined : answer.body }
  }
}

function modeOf(route: Route): 'read' | 'write' {
  return route.method === 'GET' ? 'read' : 'write'
}

function actorOf(admission: KeyedAdmission) {
  return { ...admission.user, role: admission.role }
}
