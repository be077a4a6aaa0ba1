import type { Lookup, Registry } from '../registry/registry.ts'
import type { Tenant } from '../tenant.ts'
import { admit } from './admit.ts'
import { type Claim, claimReaders } from './claims.ts'
import { hostReader } from './host.ts'
import { completeOptions, type IdentifyOptions, type Strategy } from './options.ts'
import { pathExclusion, splitTenantPath } from './path.ts'
import { AmbiguousTenant, MissingTenant, UnknownTenant } from './refusals.ts'
import { inOriginForm, pathOf, type TenantRequest } from './request.ts'

/** The tenant a request is about. It says nothing of whether the caller may act there. */
export interface Identification {
  tenant: Tenant
  /** The first source that named it. */
  source: Strategy
}

export interface Identifier {
  /** The named tenant, or undefined when the path is excluded or no source names one. */
  find(request: TenantRequest): Identification | undefined | Promise<Identification | undefined>
  /** The named tenant; refuses when there is none. */
  get(request: TenantRequest): Identification | Promise<Identification>
  /** Whether no tenant is looked for on the path of this request target. */
  isExcluded(url: string): boolean
  /** The request target as the router should see it: without `/tenants/{t}` where the path strategy is used. */
  route(url: string): string
}

/**
 * Makes the identifier of a server. Each source that speaks must name the same existing, active tenant.
 *
 * When everything asked for is in the registry's cache, the answer comes at once and not as a promise; refusals are
 * then thrown, not rejected: `await` inside a try block meets both.
 */
export function createIdentifier(registry: Pick<Registry, 'find'>, options: IdentifyOptions = {}): Identifier {
  const complete = completeOptions(options)
  const readers = claimReaders(complete)
  const isExcluded = pathExclusion(complete.exclude)
  const hasPath = complete.strategies.includes('path')
  const hasHost = complete.strategies.includes('subdomain') || complete.strategies.includes('domain')
  const hostOf = hostReader(complete.trustedProxies)

  function readClaims(given: TenantRequest): Claim[] {
    const request = inOriginForm(given)
    const claims: Claim[] = []
    if (isExcluded(pathOf(request.url))) return claims
    const host = hasHost ? hostOf(request) : undefined
    for (const read of readers) {
      const claim = read(request, host)
      if (claim) claims.push(claim)
    }
    return claims
  }

  function resolve(claims: Claim[], peer: string | undefined) {
    const found: Lookup[] = []
    let isPending = false
    for (const claim of claims) {
      const lookup = registry.find(claim.by, claim.key)
      if (lookup instanceof Promise) isPending = true
      found.push(lookup)
    }
    if (isPending) return Promise.all(found).then((tenants) => judge(claims, tenants, peer))
    return judge(claims, found as (Tenant | undefined)[], peer)
  }

  function judge(claims: Claim[], tenants: (Tenant | undefined)[], peer: string | undefined) {
    let first = -1
    let isAmbiguous = false
    for (let index = 0; index < tenants.length; index++) {
      const tenant = tenants[index]
      // Any host can be pointed at this server, so only a registered domain is a claim.
      if (!tenant && claims[index]!.source === 'domain') continue
      if (!tenant) throw UnknownTenant()
      if (first === -1) first = index
      else if (tenants[first]!.id !== tenant.id) isAmbiguous = true
    }
    if (isAmbiguous) throw ambiguity(claims, tenants, peer)
    return first === -1 ? undefined : { tenant: admit(tenants[first]), source: claims[first]!.source }
  }

  function ambiguity(claims: Claim[], tenants: (Tenant | undefined)[], peer: string | undefined) {
    const named = claims.flatMap(({ source }, index) => {
      const tenant = tenants[index]
      return tenant ? [{ source, tenant_id: tenant.id }] : []
    })
    options.onSecurityEvent?.({ code: 'tenancy.ambiguous_tenant', claims: named, peer })
    return AmbiguousTenant()
  }

  return {
    find(request) {
      const claims = readClaims(request)
      return claims.length === 0 ? undefined : resolve(claims, request.peer)
    },
    get(request) {
      const claims = readClaims(request)
      if (claims.length === 0) throw MissingTenant()
      const found = resolve(claims, request.peer)
      return found instanceof Promise ? found.then(orUnknown) : orUnknown(found)
    },
    isExcluded: (url) => isExcluded(pathOf(url)),
    route: (url) => (hasPath && splitTenantPath(url, complete.pathPrefix)?.rest) || url,
  }
}

function orUnknown(identification: Identification | undefined): Identification {
  if (!identification) throw UnknownTenant()
  return identification
}
