import type { Tenant } from '@stoa/tenancy'
import type { FastifyRequest } from 'fastify'
import type { ActingUser, Role, Route } from '#platform/contract'
import type { Admission } from './call.ts'
import type { EdgeOptions } from './options.ts'
import { NotAMember, NotPermitted, SuperadminOnly, Unauthenticated } from './refusals.ts'

/** A caller let into one tenant. */
export interface TenantAdmission extends Admission {
  readonly user: ActingUser
  readonly role: Role
  readonly tenant: Tenant
}

export type Admit<Found extends Admission = Admission> = (request: FastifyRequest) => Found | Promise<Found>

type DoorOptions = Pick<EdgeOptions, 'authenticate' | 'identifier' | 'isPermitted' | 'onSecurityEvent'>

/** Makes the doors. Each runs before the body is read and before any scope is opened. */
export function createDoors(options: DoorOptions) {
  const { authenticate, identifier, isPermitted, onSecurityEvent } = options
  const nobody: Admission = { user: undefined, role: undefined }

  function callerOf(request: FastifyRequest): ActingUser | Promise<ActingUser> {
    const { authorization } = request.headers
    const token = authorization === undefined ? undefined : bearerPattern.exec(authorization)?.[1]
    if (token === undefined) throw Unauthenticated()
    return authenticate(token)
  }

  function intoTenant(request: FastifyRequest, user: ActingUser, route: Route) {
    const found = identifier.get({
      headers: request.headers,
      url: request.originalUrl,
      query: request.query as Record<string, unknown>,
      peer: request.raw.socket.remoteAddress,
    })
    return then(found, ({ tenant }) => permit(request, user, tenant, route))
  }

  function permit(request: FastifyRequest, user: ActingUser, tenant: Tenant, route: Route): TenantAdmission {
    // A superadmin acts with every right of the tenant's owner; who really acted stays in the actor.
    const role = user.isSuperadmin ? 'owner' : user.memberships[tenant.id]
    if (role === undefined) {
      tell('access.not_a_member', request, user, route, tenant)
      throw NotAMember()
    }
    if (!user.isSuperadmin && !isPermitted(role, route.operation)) throw NotPermitted()
    return { user, role, tenant }
  }

  function tell(code: SecurityEvent['code'], request: FastifyRequest, user: ActingUser, route: Route, tenant?: Tenant) {
    onSecurityEvent({
      code,
      operation: route.operation,
      userId: user.id,
      tenantId: tenant?.id,
      address: request.ip,
      requestId: request.id,
    })
  }

  return {
    tenant: (route: Route): Admit<TenantAdmission> => {
      return (request) => then(callerOf(request), (user) => intoTenant(request, user, route))
    },
    superadmin: (route: Route): Admit => {
      const admit = (request: FastifyRequest, user: ActingUser): Admission => {
        if (user.isSuperadmin) return { user, role: undefined }
        tell('access.superadmin_only', request, user, route)
        throw SuperadminOnly()
      }
      return (request) => then(callerOf(request), (user) => admit(request, user))
    },
    user: (): Admit => (request) => then(callerOf(request), (user) => ({ user, role: undefined })),
    public: (): Admit => () => nobody,
  }
}

/** Somebody tried a door that is not theirs. */
export interface SecurityEvent {
  code: 'access.not_a_member' | 'access.superadmin_only'
  operation: string
  userId: string
  tenantId: string | undefined
  address: string
  requestId: string
}

const bearerPattern = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i

/** Goes on at once when the value is at hand, which a cached token and tenant are: no promise on the hot path. */
function then<Value, Next>(value: Value | Promise<Value>, next: (value: Value) => Next | Promise<Next>) {
  return value instanceof Promise ? value.then(next) : next(value)
}
