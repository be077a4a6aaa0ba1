import type { SystemScope } from '@stoa/tenancy'
import { announceTenant } from '../store.ts'
import { DomainNotFound } from './refusals.ts'
import { deleteDomain, lockDomain } from './store.ts'

/** The domain leads nowhere from now on, and any tenant may be given it. */
export async function removeDomain(scope: SystemScope, tenant_id: string, domain: string): Promise<void> {
  if (!(await scope.first(lockDomain, { tenant_id, domain }))) throw DomainNotFound()
  scope.write(deleteDomain, { domain })
  scope.write(announceTenant, { id: tenant_id })
}
