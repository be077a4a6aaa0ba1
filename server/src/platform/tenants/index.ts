import { tenantRoutes } from './routes.ts'

export { createTenant, ensureTenant } from './create-tenant.ts'
export { deleteTenant } from './delete-tenant.ts'
export { getTenantNamed } from './get-tenant.ts'
export { moveTenantTo } from './move/move-tenant.ts'
export { orderPurge } from './purge/order-purge.ts'
export { type PurgeOptions, purgeTenant } from './purge/purge-tenant.ts'
export { PurgeWorker } from './purge/purge-worker.ts'
export { reactivateTenant } from './reactivate-tenant.ts'
export { TenantNotFound } from './refusals.ts'
export { restoreTenant } from './restore-tenant.ts'
export { findActiveTenants, tenantList } from './store.ts'
export { suspendTenant } from './suspend-tenant.ts'
export { NewTenant, type PublicTenant, type TenantRecord } from './tenant.ts'
export { type CloneRequest, cloneTenant } from './transfer/clone-tenant.ts'
export type { TransferPlace } from './transfer/container.ts'
export { type ExportRequest, exportTenant } from './transfer/export-tenant.ts'
export { type Imported, type ImportRequest, importTenant } from './transfer/import-tenant.ts'

/** The tenants themselves: the platform's operators make, change, suspend and delete them. */
export const tenants = { name: 'tenants', routes: tenantRoutes }
