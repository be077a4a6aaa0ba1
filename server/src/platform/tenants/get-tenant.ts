import type { SystemScope } from '@stoa/tenancy'
import { TenantNotFound } from './refusals.ts'
import { findTenant } from './store.ts'
import type { TenantRecord } from './tenant.ts'

/** A tenant of any status, deleted ones included. */
export async function getTenant(scope: SystemScope, id: string): Promise<TenantRecord> {
  const tenant = await scope.first(findTenant, { id })
  if (!tenant) throw TenantNotFound()
  return tenant
}
