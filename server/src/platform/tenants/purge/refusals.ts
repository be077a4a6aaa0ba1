import { defineRefusal } from '#platform/contract'

export const PurgeTooEarly = defineRefusal('tenant.purge_too_early', 409, 'The tenant was deleted too recently')
/** Its rows may be in two places until the move has ended. */
export const TenantMoving = defineRefusal('tenant.moving', 409, 'The tenant is being moved')
export const TenantPurging = defineRefusal('tenant.purging', 409, 'The tenant is being purged')
