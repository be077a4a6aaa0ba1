import type { SystemScope } from '@stoa/tenancy'
import { requireVersion } from '#platform/contract'
import { changeState } from './change-state.ts'
import { lockLivingTenant } from './lock-living-tenant.ts'

/** Ends all access and hides the tenant. Its rows, its names and its suspension are kept, so that it can be restored. */
export async function deleteTenant(scope: SystemScope, id: string, expectedVersion?: number): Promise<void> {
  const tenant = await lockLivingTenant(scope, id)
  requireVersion(tenant, expectedVersion)
  changeState(scope, tenant, { status: 'deleted', deleted_at: scope.now, deleted_by: scope.actor.id ?? null })
}
