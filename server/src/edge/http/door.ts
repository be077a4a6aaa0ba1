import type { Tenant } from '@stoa/tenancy'
import type { FastifyRequest } from 'fastify'
import {
  type ActingHuman,
  type ActingKey,
  type ActingUser,
  admitted,
  type Caller,
  type CallerKind,
  isForImpersonators,
  kindOf,
  type Role,
  type Route,
  type RouteDoor,
} from '#platform/contract'
import type { Admission } from './call.ts'
import type { EdgeOptions } from './options.ts'
import {
  CallerNotAdmitted,
  NotAMember,
  NotAsSomebodyElse,
  NotPermitted,
  SuperadminOnly,
  Unauthenticated,
} from './refusals.ts'

/** A caller let into one tenant; at a storefront, maybe somebody unknown. */
export interface TenantAdmission extends Admission {
  readonly tenant: Tenant
}

export type Admit<Found extends Admission = Admission> = (request: FastifyRequest) => Found | Promise<Found>

type DoorOptions = Pick<EdgeOptions, 'authenticate' | 'identifier' | 'isPermitted' | 'onSecurityEvent'>

/** Makes the doors. Each runs before the body is read and before any scope is opened. */
export function createDoors(options: DoorOptions): Record<RouteDoor, (route: Route) => Admit> {
  const { authenticate, identifier, isPermitted, onSecurityEvent } = options
  const nobody: Admission = { caller: undefined, role: undefined }

  function callerOf(request: FastifyRequest, route: Route): Caller | Promise<Caller> {
    const { authorization } = request.headers
    const token = authorization === undefined ? undefined : bearerPattern.exec(authorization)?.[1]
    if (token === undefined) throw Unauthenticated()
    return then(authenticate(token, request), (caller) => {
      if (!admitted[route.door].includes(kindOf(caller))) throw CallerNotAdmitted()
      if (caller.kind === 'user' && caller.impersonator && !isForImpersonators(route)) throw NotAsSomebodyElse()
      return caller
    })
  }

  function intoTenant(request: FastifyRequest, route: Route): TenantAdmission | Promise<TenantAdmission> {
    return then(callerOf(request, route), (caller) => {
      if (caller.kind !== 'user') return intoOwn(request, caller, route)
      return then(identifier.get(namingOf(request)), ({ tenant }) => permit(request, caller, tenant, route))
    })
  }

  function permit(request: FastifyRequest, user: ActingUser, tenant: Tenant, route: Route): TenantAdmission {
    // A superadmin acts with every right of the tenant's owner; who really acted stays in the actor.
    const role: Role | undefined = user.isSuperadmin ? 'owner' : user.memberships[tenant.id]
    if (role === undefined) throw stranger(request, user, tenant, route)
    if (!user.isSuperadmin && !isPermitted(role, route.operation)) throw NotPermitted()
    return { caller: user, role, tenant }
  }

  /** Keys and humans belong to one tenant and need not name it; a request that names another is refused. */
  function intoOwn(request: FastifyRequest, caller: ActingKey | ActingHuman, route: Route) {
    const found = then(
      identifier.find(namingOf(request)),
      (named) => named?.tenant ?? identifier.admit(caller.tenantId),
    )
    return then(found, (tenant): TenantAdmission => {
      if (tenant.id !== caller.tenantId) throw stranger(request, caller, tenant, route)
      if (kindOf(caller) === 'secret_key' && !(caller as ActingKey).may(route.operation)) throw NotPermitted()
      return { caller, role: undefined, tenant }
    })
  }

  /** Whoever shows nothing must have come to the tenant's own host; a header or a parameter anybody can send anywhere. */
  function intoStorefront(request: FastifyRequest): TenantAdmission | Promise<TenantAdmission> {
    const naming = namingOf(request)
    return then(identifier.find(naming), (named) => {
      const { headers, peer } = naming
      const byHost = { host: headers.host, 'x-forwarded-host': headers['x-forwarded-host'] }
      return then(named && identifier.find({ headers: byHost, url: '/', peer }), (hosted) => {
        if (!hosted) throw Unauthenticated()
        return { ...nobody, tenant: hosted.tenant }
      })
    })
  }

  function stranger(request: FastifyRequest, caller: Caller, tenant: Tenant, route: Route) {
    tell('access.not_a_member', request, caller, route, tenant)
    return NotAMember()
  }

  function tell(code: SecurityEvent['code'], request: FastifyRequest, caller: Caller, route: Route, tenant?: Tenant) {
    onSecurityEvent({
      code,
      operation: route.operation,
      caller: kindOf(caller),
      callerId: caller.id,
      ...(caller.kind === 'user' && caller.impersonator && { impersonatorId: caller.impersonator.id }),
      tenantId: tenant?.id,
      address: request.ip,
      requestId: request.id,
    })
  }

  function operator(request: FastifyRequest, caller: Caller, route: Route): Admission {
    if ((caller as ActingUser).isSuperadmin) return { caller, role: undefined }
    tell('access.superadmin_only', request, caller, route)
    throw SuperadminOnly()
  }

  const ofTenant = (route: Route): Admit => {
    return (request) => intoTenant(request, route)
  }
  return {
    tenant: ofTenant,
    member: ofTenant,
    human: ofTenant,
    storefront: (route) => (request) =>
      request.headers.authorization === undefined ? intoStorefront(request) : intoTenant(request, route),
    superadmin: (route) => (request) => then(callerOf(request, route), (caller) => operator(request, caller, route)),
    user: (route) => (request) => then(callerOf(request, route), (caller) => ({ caller, role: undefined })),
    public: () => () => nobody,
  }
}

/** Somebody tried a door that is not theirs. */
export interface SecurityEvent {
  code: 'access.not_a_member' | 'access.superadmin_only'
  operation: string
  caller: CallerKind
  callerId: string
  /** Who really acted, as that user. */
  impersonatorId?: string
  tenantId: string | undefined
  address: string
  requestId: string
}

const bearerPattern = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i

/** What of a request can name a tenant. */
function namingOf(request: FastifyRequest) {
  return {
    headers: request.headers,
    url: request.originalUrl,
    query: request.query as Record<string, unknown>,
    peer: request.raw.socket.remoteAddress,
  }
}

/** Goes on at once when the value is at hand, which a cached token and tenant are: no promise on the hot path. */
function then<Value, Next>(value: Value | Promise<Value>, next: (value: Value) => Next | Promise<Next>) {
  return value instanceof Promise ? value.then(next) : next(value)
}
