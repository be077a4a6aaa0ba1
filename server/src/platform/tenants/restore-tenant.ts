import type { SystemScope } from '@stoa/tenancy'
import { changeState } from './change-state.ts'
import { TenantPurging } from './purge/refusals.ts'
import { TenantNotDeleted } from './refusals.ts'
import { lockTenant } from './store.ts'
import type { TenantRecord } from './tenant.ts'

/** Brings a deleted tenant back, suspended if it was so before; not one of which rows may be gone already. */
export async function restoreTenant(scope: SystemScope, id: string): Promise<TenantRecord> {
  const tenant = await scope.first(lockTenant, { id })
  if (tenant?.status !== 'deleted') throw TenantNotDeleted()
  if (tenant.purging_since !== null) throw TenantPurging()
  const status = tenant.suspended_at === null ? 'active' : 'suspended'
  return changeState(scope, tenant, { status, deleted_at: null, deleted_by: null })
}
