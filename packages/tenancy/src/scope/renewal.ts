import { setTimeout as pause } from 'node:timers/promises'
import { admit } from '../identify/admit.ts'
import type { Tenant } from '../tenant.ts'
import { DatabaseError } from '../wire/database-error.ts'
import { TenantPaused } from './refusals.ts'

/** Asks for a tenant as it is now, past every cache. */
export type Refresh = (tenantId: string) => Promise<Tenant | undefined>

/** How long work waits for a paused tenant before it is refused; longer than any move pauses one. */
const patienceMs = 3_000
const stepMs = 25

/** Whether the database refused the tenant's epoch (`tenancy.current_tenant`). */
export function isFenced(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && error.code === 'ST005'
}

/**
 * Whether a table or schema was not there: that of a tenant whose rows have been moved elsewhere since, where nothing is
 * left that could have told its epoch.
 */
export function isMissing(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && (error.code === '42P01' || error.code === '3F000')
}

export function tenantPaused() {
  return TenantPaused(undefined, { headers: { 'retry-after': '1' } })
}

/**
 * Learns what a tenant has become after the database refused its epoch. All work of a tenant waits for one answer. The
 * registry may know the new epoch at once, as after a suspension, or a moment later: that is a tenant being moved.
 */
export class Renewals {
  private readonly refresh: Refresh | undefined
  private readonly underWay = new Map<string, Promise<Tenant>>()

  constructor(refresh: Refresh | undefined) {
    this.refresh = refresh
  }

  /** @throws TenantPaused when the tenant stays as it was, and what `admit` throws when nobody may enter any more */
  renew(tenant: Tenant): Promise<Tenant> {
    const key = `${tenant.id} ${tenant.epoch}`
    let renewal = this.underWay.get(key)
    if (!renewal) {
      renewal = this.waitFor(tenant).finally(() => this.underWay.delete(key))
      this.underWay.set(key, renewal)
    }
    return renewal
  }

  /** The tenant as it is now, if its epoch has grown; asks once. */
  async renewedSince(tenant: Tenant): Promise<Tenant | undefined> {
    const current = await this.refresh?.(tenant.id)
    return current && current.epoch > tenant.epoch ? admit(current) : undefined
  }

  private async waitFor(tenant: Tenant): Promise<Tenant> {
    if (!this.refresh) throw tenantPaused()
    const until = performance.now() + patienceMs
    do {
      const current = admit(await this.refresh(tenant.id))
      if (current.epoch > tenant.epoch) return current
      await pause(stepMs)
    } while (performance.now() < until)
    throw tenantPaused()
  }
}
