import type { SystemScope } from '@stoa/tenancy'
import { LookupUnclear, TenantNotFound } from './refusals.ts'
import { findPublicByDomain, findPublicBySlug } from './store.ts'
import type { LookupQuery, PublicTenant } from './tenant.ts'

/** What anybody may know of an active tenant, by its slug or one of its verified domains. */
export async function lookupTenant(scope: SystemScope, { slug, domain }: LookupQuery): Promise<PublicTenant> {
  if ((slug === undefined) === (domain === undefined)) throw LookupUnclear()
  const tenant =
    slug === undefined
      ? await scope.first(findPublicByDomain, { domain: domain! })
      : await scope.first(findPublicBySlug, { slug })
  if (!tenant) throw TenantNotFound()
  return tenant
}
