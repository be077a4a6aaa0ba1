import type { Tenant } from '../tenant.ts'
import { Queue } from './queue.ts'
import { Recent } from './recent.ts'
import {
  answersTo,
  type Lookup,
  type Registry,
  registryUnavailable,
  type TenantKey,
  type TenantStore,
} from './registry.ts'

/** How much a registry remembers, and for how long. Everything has a default. */
export interface CachedRegistryOptions {
  /** Tenants held. Default 10,000. */
  size?: number
  /** How long a tenant is believed while changes are announced. Default 60,000. */
  ttlMs?: number
  /** How long a tenant is believed while nobody announces changes. Default 1,000. */
  unwatchedTtlMs?: number
  /** How long an unknown name stays unknown. Default 5,000, and never longer than a tenant is believed. */
  unknownTtlMs?: number
  /** Unknown names held. Default 10,000. */
  unknownSize?: number
  /** Lookups sent to the store at a time. Default 8. */
  lookups?: number
  /** Lookups that may wait for their turn; more are refused. Default 1,000. */
  waitingLookups?: number
  /** Milliseconds of a monotonic clock. */
  now?: () => number
}

interface Held {
  tenant: Tenant
  since: number
}

/**
 * A registry that remembers. Tenants are held once, by id; every other key leads to an id, and is believed only if the
 * tenant held there still has that key. So forgetting one id forgets all keys of the tenant.
 */
export class CachedRegistry implements Registry {
  private readonly store: TenantStore
  private readonly options: Required<CachedRegistryOptions>
  private readonly tenants: Recent<string, Held>
  private readonly ids: Record<Exclude<TenantKey, 'id'>, Recent<string, string>>
  private readonly unknown: Record<TenantKey, Recent<string, number>>
  private readonly flights = new Map<string, Promise<Tenant | undefined>>()
  private readonly queue: Queue
  private isWatched = false

  constructor(store: TenantStore, options: CachedRegistryOptions = {}) {
    this.store = store
    this.options = { ...defaults, ...options }
    const { size, unknownSize, lookups, waitingLookups } = this.options
    const keys = () => new Recent<string, string>(size)
    const names = () => new Recent<string, number>(Math.ceil(unknownSize / 4))
    this.tenants = new Recent(size)
    this.ids = { slug: keys(), subdomain: keys(), domain: keys() }
    this.unknown = { id: names(), slug: names(), subdomain: names(), domain: names() }
    this.queue = new Queue(lookups, waitingLookups)
  }

  byId(id: string): Lookup {
    return this.find('id', id)
  }

  bySlug(slug: string): Lookup {
    return this.find('slug', slug)
  }

  bySubdomain(subdomain: string): Lookup {
    return this.find('subdomain', subdomain)
  }

  byDomain(domain: string): Lookup {
    return this.find('domain', domain)
  }

  find(by: TenantKey, key: string): Lookup {
    const now = this.options.now()
    const believedMs = this.isWatched ? this.options.ttlMs : this.options.unwatchedTtlMs
    const id = by === 'id' ? key : this.ids[by].get(key)
    const held = id === undefined ? undefined : this.tenants.get(id)
    if (held && now - held.since < believedMs && answersTo(held.tenant, by, key)) return held.tenant
    const unknownSince = this.unknown[by].get(key)
    if (unknownSince !== undefined && now - unknownSince < Math.min(believedMs, this.options.unknownTtlMs))
      return undefined
    return this.ask(by, key)
  }

  /** The tenant as the store has it now, whatever is held. */
  refresh(id: string): Promise<Tenant | undefined> {
    this.tenants.delete(id)
    this.flights.delete(`id:${id}`)
    return this.ask('id', id)
  }

  /**
   * Forgets a tenant under all its keys, and every unknown name, for the change may have made one known. Lookups under
   * way may have read the state before the change: they answer those who asked, but are neither joined nor kept.
   */
  invalidate(tenantId: string): void {
    this.tenants.delete(tenantId)
    for (const names of Object.values(this.unknown)) names.clear()
    this.flights.clear()
  }

  /** Forgets everything, as after announcements may have been missed. */
  invalidateAll(): void {
    this.tenants.clear()
    for (const keys of Object.values(this.ids)) keys.clear()
    for (const names of Object.values(this.unknown)) names.clear()
    this.flights.clear()
  }

  /** Says whether changes are announced to this process from now on. What was held before is forgotten. */
  watched(isWatched: boolean): void {
    this.isWatched = isWatched
    this.invalidateAll()
  }

  /** Unknown names held, for metrics. */
  get unknownNames(): number {
    return Object.values(this.unknown).reduce((sum, names) => sum + names.count, 0)
  }

  private ask(by: TenantKey, key: string): Promise<Tenant | undefined> {
    const name = `${by}:${key}`
    const joined = this.flights.get(name)
    if (joined) return joined
    const flight: Promise<Tenant | undefined> = this.queue
      .run(() => this.load(by, key, () => this.flights.get(name) === flight))
      .catch((error: unknown) => {
        throw registryUnavailable(error)
      })
      .finally(() => {
        if (this.flights.get(name) === flight) this.flights.delete(name)
      })
    this.flights.set(name, flight)
    return flight
  }

  private async load(by: TenantKey, key: string, isCurrent: () => boolean): Promise<Tenant | undefined> {
    const since = this.options.now()
    const tenant = await this.store.find(by, key)
    if (tenant && !answersTo(tenant, by, key)) throw new Error(`the store answered ${by} with another tenant`)
    if (isCurrent()) this.keep(by, key, tenant, since)
    return tenant
  }

  private keep(by: TenantKey, key: string, tenant: Tenant | undefined, since: number): void {
    if (!tenant) {
      this.unknown[by].set(key, since)
      return
    }
    this.tenants.set(tenant.id, { tenant, since })
    if (by !== 'id') this.ids[by].set(key, tenant.id)
  }
}

const defaults: Required<CachedRegistryOptions> = {
  size: 10_000,
  ttlMs: 60_000,
  unwatchedTtlMs: 1_000,
  unknownTtlMs: 5_000,
  unknownSize: 10_000,
  lookups: 8,
  waitingLookups: 1_000,
  now: () => performance.now(),
}
