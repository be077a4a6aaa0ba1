import type { SystemScope } from '@stoa/tenancy'
import { applyPatch, changedRow, requireVersion } from '#platform/contract'
import { lockLivingTenant } from './lock-living-tenant.ts'
import { announceTenant, replaceTenant } from './store.ts'
import { TenantFields, type TenantPatch, type TenantRecord } from './tenant.ts'

export async function updateTenant(
  scope: SystemScope,
  id: string,
  patch: TenantPatch,
  expectedVersion?: number,
): Promise<TenantRecord> {
  const tenant = await lockLivingTenant(scope, id)
  requireVersion(tenant, expectedVersion)
  const changed = { ...applyPatch(TenantFields, tenant, patch), ...changedRow(scope, tenant) }
  scope.write(replaceTenant, changed)
  scope.write(announceTenant, changed)
  return changed
}
