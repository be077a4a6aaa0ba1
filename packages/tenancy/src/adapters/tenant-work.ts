import type { Identifier } from '../identify/identify.ts'
import type { Actor, Doors, Scope } from '../scope/scope.ts'
import type { Tenant } from '../tenant.ts'

/** What a request may do: one tenant, one actor, and the way to that tenant's rows. */
export interface TenantWork {
  readonly tenant: Tenant
  readonly actor: Actor
  /** Runs `body` as one unit of work of this tenant; see `Doors.scope`. */
  scope<T>(mode: 'read' | 'write', body: (scope: Scope) => Promise<T>): Promise<T>
}

export interface AdapterOptions<Request> {
  identifier: Identifier
  tenancy: Pick<Doors, 'scope'>
  /**
   * Who the caller is, verified; throws a Refusal when that actor may not act in the tenant. To have named a tenant is
   * no right to enter it: only this function gives one.
   */
  authorize(request: Request, tenant: Tenant): Actor | Promise<Actor>
}

export function tenantWork(tenancy: Pick<Doors, 'scope'>, tenant: Tenant, actor: Actor): TenantWork {
  return { tenant, actor, scope: (mode, body) => tenancy.scope(tenant, { actor, mode }, body) }
}
