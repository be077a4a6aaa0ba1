import type { SystemScope } from '@stoa/tenancy'
import { changeState } from './change-state.ts'
import { lockLivingTenant } from './lock-living-tenant.ts'
import type { TenantRecord } from './tenant.ts'

/** Ends all access to the tenant, on every process in under a second. One that is suspended stays as it is. */
export async function suspendTenant(scope: SystemScope, id: string): Promise<TenantRecord> {
  const tenant = await lockLivingTenant(scope, id)
  if (tenant.status === 'suspended') return tenant
  return changeState(scope, tenant, { status: 'suspended', suspended_at: scope.now })
}
