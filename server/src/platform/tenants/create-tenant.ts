import type { SystemScope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import { newDomain } from './domains/domain.ts'
import { insertDomain } from './domains/store.ts'
import { announceTenant, createSchema, insertTenant, setTenantState } from './store.ts'
import { type NewTenant, schemaFor, type TenantRecord } from './tenant.ts'

/**
 * Makes a tenant and the place for its rows: row, schema and activation are one transaction, so a crash at any point
 * leaves nothing behind and the call can simply be repeated.
 */
export async function createTenant(scope: SystemScope, request: NewTenant): Promise<TenantRecord> {
  const { domains = [], placement = 'shared', ...given } = request
  const tenant: TenantRecord = {
    ...newRow(scope),
    subdomain: given.slug,
    plan: 'free',
    region: 'eu',
    branding: {},
    metadata: {},
    ...given,
    placement,
    schema_name: schemaFor(placement, given.slug),
    status: 'provisioning',
    epoch: 1,
    settings: {},
    suspended_at: null,
    deleted_at: null,
    deleted_by: null,
    purging_since: null,
  }
  scope.write(insertTenant, tenant)
  for (const domain of domains) scope.write(insertDomain, newDomain(domain, tenant.id, scope.now))
  if (placement === 'schema') scope.write(createSchema, tenant)
  const active: TenantRecord = { ...tenant, status: 'active' }
  scope.write(setTenantState, active)
  scope.write(announceTenant, active)
  return active
}
