import type { Tenant } from '../tenant.ts'
import { admit } from './admit.ts'
import type { Claim } from './claims.ts'
import type { AmbiguousTenantEvent, IdentifyOptions, Strategy } from './options.ts'
import { AmbiguousTenant, UnknownTenant } from './refusals.ts'

/** The tenant a request is about. It says nothing of whether the caller may act there. */
export interface Identification {
  tenant: Tenant
  /** The first source that named it. */
  source: Strategy
}

/**
 * What the claims of a request come to, given the tenant that each of them leads to. Whether they agree is judged before
 * the tenant's status, so that a disagreement tells nothing of either tenant.
 */
export function judge(
  claims: readonly Claim[],
  tenants: readonly (Tenant | undefined)[],
  peer: string | undefined,
  onSecurityEvent: IdentifyOptions['onSecurityEvent'],
): Identification | undefined {
  let first = -1
  let isAmbiguous = false
  for (let index = 0; index < claims.length; index++) {
    const tenant = tenants[index]
    // Any host can be pointed at this server, so only a registered domain is a claim.
    if (!tenant && claims[index]!.source === 'domain') continue
    if (!tenant) throw UnknownTenant()
    if (first === -1) first = index
    else if (tenants[first]!.id !== tenant.id) isAmbiguous = true
  }
  if (isAmbiguous) {
    onSecurityEvent?.({ code: 'tenancy.ambiguous_tenant', claims: namedBy(claims, tenants), peer })
    throw AmbiguousTenant()
  }
  return first === -1 ? undefined : { tenant: admit(tenants[first]), source: claims[first]!.source }
}

function namedBy(claims: readonly Claim[], tenants: readonly (Tenant | undefined)[]): AmbiguousTenantEvent['claims'] {
  return claims.flatMap(({ source }, index) => {
    const tenant = tenants[index]
    return tenant ? [{ source, tenant_id: tenant.id }] : []
  })
}
