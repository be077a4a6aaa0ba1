import type { SystemScope } from '@stoa/tenancy'
import { lockLivingTenant } from '../lock-living-tenant.ts'
import { described, newDomain, type TenantDomain } from './domain.ts'
import { insertDomain } from './store.ts'

/** Gives a tenant a domain, which leads to it once it is verified. */
export async function addDomain(scope: SystemScope, tenantId: string, domain: string): Promise<TenantDomain> {
  const { id } = await lockLivingTenant(scope, tenantId)
  const added = newDomain(domain, id, scope.now)
  scope.write(insertDomain, added)
  return described(added)
}
