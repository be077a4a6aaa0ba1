import { AsyncLocalStorage } from 'node:async_hooks'
import { admit } from './identify/admit.ts'
import { MissingTenant } from './identify/refusals.ts'
import { defineRefusal } from './refusal.ts'
import type { Registry } from './registry/registry.ts'
import type { Tenant } from './tenant.ts'

/** The work was carried from before access to the tenant ended; see `TenantContext.resume`. */
export const StaleTenant = defineRefusal(
  'tenancy.stale_tenant',
  409,
  'The work was begun before access to the tenant ended',
)

/** What an application wants to travel along with the tenant: a request id, a locale. */
export type ContextMetadata = Readonly<Record<string, unknown>>

/** What travels in a job, a message or a cache key: which tenant, and as of which epoch. */
export interface CarriedTenant {
  tenant_id: string
  epoch: number
}

interface Current {
  tenant: Tenant
  metadata: ContextMetadata
  /** What the running work was resumed with, also further out. */
  resumed: readonly CarriedTenant[]
}

const storage = new AsyncLocalStorage<Current>()
const noMetadata: ContextMetadata = Object.freeze({})
const notResumed: readonly CarriedTenant[] = []

/**
 * The tenant that the running code works for, without handing it down. It follows promises, timers, streams and
 * callbacks. It is a convenience: a database handle needs an explicit Scope all the same.
 */
export const TenantContext = {
  /** Runs `fn` for a tenant, whatever tenant was current before; that one is current again afterwards. */
  run<T>(tenant: Tenant, fn: () => T, metadata: ContextMetadata = noMetadata): T {
    if (!tenant) throw MissingTenant()
    return storage.run({ tenant, metadata, resumed: currentlyResumed() }, fn)
  },

  current(): Tenant | undefined {
    return storage.getStore()?.tenant
  },

  /** The current tenant; refuses when there is none, for no tenant is ever assumed. */
  require(): Tenant {
    const current = storage.getStore()
    if (!current) throw MissingTenant()
    return current.tenant
  },

  /** What `run` was given beside the tenant; empty outside. */
  metadata(): ContextMetadata {
    return storage.getStore()?.metadata ?? noMetadata
  },

  /**
   * Ties a callback to the tenant that is current now. Listeners of an `EventEmitter` and tasks of a queue otherwise run
   * for whoever emits or drains. Keep the returned function to remove it as a listener.
   */
  bind<This, Args extends unknown[], T>(fn: (this: This, ...args: Args) => T): (this: This, ...args: Args) => T {
    const current = storage.getStore()
    if (!current) throw MissingTenant()
    return function bound(this: This, ...args: Args) {
      return storage.run(current, () => fn.apply(this, args))
    }
  },

  /** What a job or message must carry, since no context survives a process. */
  carry(): CarriedTenant {
    const tenant = TenantContext.require()
    refuseStale(tenant, currentlyResumed())
    return { tenant_id: tenant.id, epoch: tenant.epoch }
  },

  /**
   * Runs `fn` for the tenant that a job or message carries, as the registry knows it now: refuses one that is gone or not
   * active, and work begun before access to it was last ended or given anew. A registry that has not heard of that yet
   * lets `fn` begin; every scope it opens of the tenant is refused all the same.
   */
  async resume<T>(
    registry: Pick<Registry, 'byId'>,
    carried: CarriedTenant,
    fn: () => Promise<T> | T,
    metadata: ContextMetadata = noMetadata,
  ): Promise<T> {
    if (!carried?.tenant_id) throw MissingTenant()
    const tenant = admit(await registry.byId(carried.tenant_id))
    const resumed = [...currentlyResumed(), carried]
    refuseStale(tenant, resumed)
    return storage.run({ tenant, metadata, resumed }, fn)
  },
} as const

/** What the running work was resumed with; empty for work that was begun here. */
export function currentlyResumed(): readonly CarriedTenant[] {
  return storage.getStore()?.resumed ?? notResumed
}

/** @throws StaleTenant when access to the tenant was ended since the work was carried, even if it is back by now */
export function refuseStale(tenant: Tenant, resumed: readonly CarriedTenant[]): void {
  for (const { tenant_id, epoch } of resumed) {
    if (tenant_id === tenant.id && !(epoch >= tenant.accessEpoch)) throw StaleTenant()
  }
}

/** Wraps a function so that each call of it runs for the tenant. */
export function withTenant<This, Args extends unknown[], T>(
  tenant: Tenant,
  fn: (this: This, ...args: Args) => T,
): (this: This, ...args: Args) => T {
  if (!tenant) throw MissingTenant()
  return function forTenant(this: This, ...args: Args) {
    return TenantContext.run(tenant, () => fn.apply(this, args))
  }
}
