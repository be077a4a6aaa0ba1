export { defineRefusal, type Fault, Refusal, type RefusalExtras, type RefusalType } from './refusal.ts'
export type { Actor, Doors, Scope, ScopeOptions, SystemScope, Work } from './scope/scope.ts'
export { type ArgsOf, type Statement, type StatementOptions, statements } from './statement/statement.ts'
export { type Placement, placements, type Tenant, type TenantStatus, tenantStatuses } from './tenant.ts'
