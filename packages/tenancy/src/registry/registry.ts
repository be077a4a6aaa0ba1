import { defineRefusal, Refusal } from '../refusal.ts'
import type { Tenant } from '../tenant.ts'

/** What a tenant can be looked up by. */
export type TenantKey = 'id' | 'slug' | 'subdomain' | 'domain'

/**
 * Where tenants come from: the platform's own tables, or a tenant-management API. Returns tenants of every status;
 * judging the status is identification's part.
 */
export interface TenantStore {
  find(by: TenantKey, key: string): Promise<Tenant | undefined>
}

/** A cached answer comes at once, another one as a promise; `await` takes both. */
export type Lookup = Tenant | undefined | Promise<Tenant | undefined>

/** The tenants, as this process knows them. It never answers with another tenant than the one asked for. */
export interface Registry {
  find(by: TenantKey, key: string): Lookup
  byId(id: string): Lookup
  bySlug(slug: string): Lookup
  bySubdomain(subdomain: string): Lookup
  byDomain(domain: string): Lookup
}

/** No tenant could be looked up; never answered with a guess instead. */
export const RegistryUnavailable = defineRefusal(
  'tenancy.registry_unavailable',
  503,
  'Tenants cannot be looked up at the moment',
)

/** The one error of a lookup that could not be made; what went wrong is in `cause`, for the log only. */
export function registryUnavailable(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause
  return Object.assign(RegistryUnavailable(undefined, { headers: { 'retry-after': '1' } }), { cause })
}

/** Whether a tenant is the one that was asked for. */
export function answersTo(tenant: Tenant, by: TenantKey, key: string): boolean {
  return by === 'domain' ? tenant.domains.includes(key) : tenant[by] === key
}
