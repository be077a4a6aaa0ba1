import type { SystemScope } from '@stoa/tenancy'
import { TenantNotFound } from './refusals.ts'
import { lockTenant } from './store.ts'
import type { TenantRecord } from './tenant.ts'

/** The tenant, held until the work ends; refuses one that is deleted like one that never was. */
export async function lockLivingTenant(scope: SystemScope, id: string): Promise<TenantRecord> {
  const tenant = await scope.first(lockTenant, { id })
  if (!tenant || tenant.status === 'deleted') throw TenantNotFound()
  return tenant
}
