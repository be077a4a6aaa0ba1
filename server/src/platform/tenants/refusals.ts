import { defineRefusal } from '#platform/contract'

export const TenantNotFound = defineRefusal('tenant.not_found', 404, 'There is no such tenant')
export const TenantNotDeleted = defineRefusal('tenant.not_deleted', 404, 'There is no such deleted tenant')
export const SlugTaken = defineRefusal('tenant.slug_taken', 409, 'Another tenant has this slug')
export const SubdomainTaken = defineRefusal('tenant.subdomain_taken', 409, 'Another tenant has this subdomain')
export const LookupUnclear = defineRefusal('tenant.lookup_unclear', 422, 'Give either a slug or a domain')
