import { defineRefusal } from '#platform/contract'

export const PurgeTooEarly = defineRefusal('tenant.purge_too_early', 409, 'The tenant was deleted too recently')
export const TenantPurging = defineRefusal('tenant.purging', 409, 'The tenant is being purged')
