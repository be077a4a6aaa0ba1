import {
  AmbiguousTenant,
  MalformedTenant,
  MissingTenant,
  type RefusalType,
  RegistryUnavailable,
  TenantPaused,
  TenantProvisioning,
  TenantSuspended,
  UnknownTenant,
} from '@stoa/tenancy'
import { admitted, isForImpersonators, type Route, ValidationFailed, VersionStale } from '#platform/contract'
import { idempotencyRefusals } from '#platform/idempotency'
import { isKeyed } from '../perform.ts'
import {
  BadJson,
  BadPrecondition,
  BadRequest,
  BadText,
  BadUrl,
  BodyTooLarge,
  CallerNotAdmitted,
  edgeRefusals,
  HeadersTooLarge,
  InternalError,
  NotAMember,
  NotAsSomebodyElse,
  NotPermitted,
  RequestTimeout,
  SuperadminOnly,
  Unauthenticated,
  Unavailable,
  UnsupportedMediaType,
} from '../refusals.ts'

/** Where a credential or a host says which tenant is meant, none need be named. */
const namedAmiss = [MalformedTenant, AmbiguousTenant, UnknownTenant, TenantSuspended]
const identification = [MissingTenant, ...namedAmiss]
const registry = [TenantProvisioning, TenantPaused, RegistryUnavailable]

const ofDoor: Readonly<Record<Route['door'], readonly RefusalType[]>> = {
  tenant: [Unauthenticated, CallerNotAdmitted, ...identification, ...registry, NotAMember, NotPermitted],
  member: [Unauthenticated, CallerNotAdmitted, ...identification, ...registry, NotAMember, NotPermitted],
  human: [Unauthenticated, CallerNotAdmitted, ...namedAmiss, ...registry, NotAMember],
  storefront: [Unauthenticated, CallerNotAdmitted, ...namedAmiss, ...registry, NotAMember],
  superadmin: [Unauthenticated, CallerNotAdmitted, SuperadminOnly],
  user: [Unauthenticated, CallerNotAdmitted],
  public: [],
}

/**
 * Everything a route can refuse: what it lists, and what follows from its door, its schemas and its method.
 * @param atDoors what verifying a token can refuse, by whoever does that
 */
export function refusalsOf(route: Route, atDoors: readonly RefusalType[]): RefusalType[] {
  const all = new Set<RefusalType>([BadRequest, BadUrl, ...ofDoor[route.door], ValidationFailed, HeadersTooLarge])
  if (route.door !== 'public') for (const refusal of atDoors) all.add(refusal)
  if (admitted[route.door].includes('user') && !isForImpersonators(route)) all.add(NotAsSomebodyElse)
  if (takesBody(route))
    for (const refusal of [route.takes ? BadText : BadJson, BodyTooLarge, UnsupportedMediaType, RequestTimeout])
      all.add(refusal)
  if (route.versioned) all.add(BadPrecondition).add(VersionStale)
  if (isKeyed(route)) for (const refusal of idempotencyRefusals) all.add(refusal)
  for (const refusal of route.refuses) all.add(refusal)
  return [...all.add(InternalError).add(Unavailable)]
}

/** A body is read from every method but GET, whether the route wants one or not. */
function takesBody(route: Route): boolean {
  return route.method !== 'GET'
}

/** The register of refusals by code: one page under `/errors/` for each. */
export function refusalRegister(routes: readonly Route[], atDoors: readonly RefusalType[]): Map<string, RefusalType> {
  const all = [...edgeRefusals, ...atDoors, ...routes.flatMap((route) => refusalsOf(route, atDoors))]
  return new Map(all.map((refusal) => [refusal.code, refusal]))
}
