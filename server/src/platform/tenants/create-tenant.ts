import type { SystemScope } from '@stoa/tenancy'
import { changedRow, newRow } from '#platform/contract'
import { newDomain } from './domains/domain.ts'
import { deleteDomains, insertDomain } from './domains/store.ts'
import { SlugTaken } from './refusals.ts'
import {
  announceTenant,
  createSchema,
  findTenantBySlug,
  insertTenant,
  lockProvisioning,
  replaceTenant,
  setTenantState,
} from './store.ts'
import { type NewTenant, schemaFor, type TenantRecord } from './tenant.ts'

/**
 * Makes a tenant and the place for its rows: row, schema and activation are one transaction, so a crash at any point
 * leaves nothing behind and the call can simply be repeated. A tenant of that slug that somebody began to set up, and did
 * not finish, is completed as it is asked for now.
 */
export async function createTenant(scope: SystemScope, request: NewTenant): Promise<TenantRecord> {
  const { domains = [], placement = 'shared', ...given } = request
  const begun = await scope.first(lockProvisioning, { slug: given.slug })
  if (begun && begun.placement !== placement) throw SlugTaken(`It is being set up with placement ${begun.placement}.`)
  const tenant: TenantRecord = {
    ...newRow(scope),
    subdomain: given.slug,
    plan: 'free',
    region: 'eu',
    branding: {},
    metadata: {},
    settings: {},
    ...begun,
    ...given,
    ...(begun && changedRow(scope, begun)),
    placement,
    schema_name: begun?.schema_name ?? schemaFor(placement, given.slug),
    status: 'provisioning',
    epoch: begun?.epoch ?? 1,
    access_epoch: begun?.access_epoch ?? 1,
    suspended_at: null,
    deleted_at: null,
    deleted_by: null,
    purging_since: null,
  }
  if (begun) {
    scope.write(replaceTenant, tenant)
    scope.write(deleteDomains, { tenant_id: tenant.id })
  } else scope.write(insertTenant, tenant)
  for (const domain of domains) scope.write(insertDomain, newDomain(domain, tenant.id, scope.now))
  if (placement === 'schema') scope.write(createSchema, tenant)
  const active: TenantRecord = { ...tenant, status: 'active' }
  scope.write(setTenantState, active)
  scope.write(announceTenant, active)
  return active
}

/** The same, and a tenant that is there already is what was asked for, unless it is deleted or lies elsewhere. */
export async function ensureTenant(scope: SystemScope, request: NewTenant): Promise<TenantRecord> {
  const known = await scope.first(findTenantBySlug, { slug: request.slug })
  if (!known || known.status === 'provisioning') return createTenant(scope, request)
  if (known.status === 'deleted') throw SlugTaken('The tenant with this slug is deleted; restore or purge it.')
  if (request.placement && request.placement !== known.placement) {
    throw SlugTaken(`The tenant with this slug has placement ${known.placement}.`)
  }
  return known
}
