import { isUuid, type SystemScope } from '@stoa/tenancy'
import { TenantNotFound } from './refusals.ts'
import { findTenant, findTenantBySlug } from './store.ts'
import type { TenantRecord } from './tenant.ts'

/** A tenant of any status, deleted ones included. */
export async function getTenant(scope: SystemScope, id: string): Promise<TenantRecord> {
  const tenant = await scope.first(findTenant, { id })
  if (!tenant) throw TenantNotFound()
  return tenant
}

/** The same by the name people use for it: its slug, or its id. */
export async function getTenantNamed(scope: SystemScope, name: string): Promise<TenantRecord> {
  if (isUuid(name)) return getTenant(scope, name.toLowerCase())
  const tenant = await scope.first(findTenantBySlug, { slug: name })
  if (!tenant) throw TenantNotFound(`There is no tenant ${name}.`)
  return tenant
}
