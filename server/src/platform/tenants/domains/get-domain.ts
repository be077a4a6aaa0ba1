import type { SystemScope } from '@stoa/tenancy'
import { described, type TenantDomain } from './domain.ts'
import { DomainNotFound } from './refusals.ts'
import { findDomain } from './store.ts'

export async function getDomain(scope: SystemScope, tenant_id: string, domain: string): Promise<TenantDomain> {
  const row = await scope.first(findDomain, { tenant_id, domain })
  if (!row) throw DomainNotFound()
  return described(row)
}
