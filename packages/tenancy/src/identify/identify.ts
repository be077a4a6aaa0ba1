import type { Lookup, Registry } from '../registry/registry.ts'
import type { Tenant } from '../tenant.ts'
import { admit } from './admit.ts'
import { type Claim, claimsReader } from './claims.ts'
import { type Identification, judge } from './judge.ts'
import { completeOptions, type IdentifyOptions } from './options.ts'
import { pathExclusion, splitTenantPath } from './path.ts'
import { MissingTenant, UnknownTenant } from './refusals.ts'
import { pathOf, type TenantRequest } from './request.ts'

export type { Identification } from './judge.ts'

/** Finds the tenant that a request names; see `createIdentifier`. */
export interface Identifier {
  /** The named tenant, or undefined when the path is excluded or no source names one. */
  find(request: TenantRequest): Identification | undefined | Promise<Identification | undefined>
  /** The named tenant; refuses when there is none. */
  get(request: TenantRequest): Identification | Promise<Identification>
  /** The tenant of this id, known by other means than what a request names; refused as `get` would refuse it. */
  admit(id: string): Tenant | Promise<Tenant>
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
  const readClaims = claimsReader(complete)
  const isExcluded = pathExclusion(complete.exclude)
  const hasPath = complete.strategies.includes('path')

  function resolve(claims: Claim[], peer: string | undefined) {
    const found: Lookup[] = []
    let isPending = false
    for (const claim of claims) {
      const lookup = registry.find(claim.by, claim.key)
      if (lookup instanceof Promise) isPending = true
      found.push(lookup)
    }
    const judged = (tenants: (Tenant | undefined)[]) => judge(claims, tenants, peer, options.onSecurityEvent)
    return isPending ? Promise.all(found).then(judged) : judged(found as (Tenant | undefined)[])
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
    admit(id) {
      const found = registry.find('id', id)
      return found instanceof Promise ? found.then(admit) : admit(found)
    },
    isExcluded: (url) => isExcluded(pathOf(url)),
    route: (url) => (hasPath && splitTenantPath(url, complete.pathPrefix)?.rest) || url,
  }
}

function orUnknown(identification: Identification | undefined): Identification {
  if (!identification) throw UnknownTenant()
  return identification
}
