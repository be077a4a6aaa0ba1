import { defineRefusal } from '../refusal.ts'

/** The tenant's rows are being moved, or its access was ended while the work was under way; nothing was done. */
export const TenantPaused = defineRefusal('tenancy.tenant_paused', 503, 'The tenant is paused for a moment')
