import { defineRefusal } from '../refusal.ts'

export const MissingTenant = defineRefusal('tenancy.missing_tenant', 400, 'The request names no tenant')
export const MalformedTenant = defineRefusal('tenancy.malformed_tenant', 400, 'The tenant is not named in a valid form')
export const AmbiguousTenant = defineRefusal('tenancy.ambiguous_tenant', 400, 'The request names different tenants')
export const UnknownTenant = defineRefusal('tenancy.unknown_tenant', 404, 'There is no such tenant')
export const TenantSuspended = defineRefusal('tenancy.tenant_suspended', 403, 'The tenant is suspended')
export const TenantProvisioning = defineRefusal('tenancy.tenant_provisioning', 503, 'The tenant is still being set up')
