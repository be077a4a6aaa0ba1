import type { SystemScope } from '@stoa/tenancy'
import { changeState } from './change-state.ts'
import { lockLivingTenant } from './lock-living-tenant.ts'
import type { TenantRecord } from './tenant.ts'

/** Lifts a suspension. A tenant that is not suspended stays as it is. */
export async function reactivateTenant(scope: SystemScope, id: string): Promise<TenantRecord> {
  const tenant = await lockLivingTenant(scope, id)
  if (tenant.status !== 'suspended') return tenant
  return changeState(scope, tenant, { status: 'active', suspended_at: null })
}
