import type { Tenant } from '../tenant.ts'
import { TenantProvisioning, TenantSuspended, UnknownTenant } from './refusals.ts'

/**
 * Lets only an active tenant through. A deleted tenant is refused like one that never was, so that nobody learns
 * what once existed.
 */
export function admit(tenant: Tenant | undefined): Tenant {
  if (tenant === undefined || tenant.status === 'deleted') throw UnknownTenant()
  if (tenant.status === 'suspended') throw TenantSuspended()
  if (tenant.status !== 'active') throw TenantProvisioning(undefined, { headers: { 'retry-after': '5' } })
  return tenant
}
