import { setTimeout as wait } from 'node:timers/promises'
import { isUuid } from '../identify/names.ts'
import { placements, type Tenant, tenantStatuses } from '../tenant.ts'
import { registryUnavailable, type TenantStore } from './registry.ts'

/** Where the tenant-management API is, and how long it is waited for. */
export interface RemoteTenantsOptions {
  /** Base of the tenant-management API; `/tenant-registry` is asked under it. */
  url: string
  /** Bearer token, or what fetches the current one. */
  token: string | (() => string | Promise<string>)
  /** Bound of one attempt, body included. Default 2,000. */
  timeoutMs?: number
  /** Attempts after the first. Default 2. */
  retries?: number
  /** Wait before the first retry; doubles each time. Default 50. */
  retryDelayMs?: number
}

/** An answer that a second attempt may mend. */
class Passing extends Error {}

/**
 * Tenants from a tenant-management API: `GET {url}/tenant-registry?by=slug&key=acme` answers the tenant as JSON, or 404
 * when there is none. Every failure is one refusal, `tenancy.registry_unavailable`; nothing stands in for an answer.
 */
export function remoteTenants(options: RemoteTenantsOptions): TenantStore {
  const { timeoutMs = 2_000, retries = 2, retryDelayMs = 50 } = options
  const base = `${options.url.replace(/\/$/, '')}/tenant-registry`

  async function attempt(address: string): Promise<Tenant | undefined> {
    const token = typeof options.token === 'string' ? options.token : await options.token()
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(passing)
    if (response.status === 200) return readTenant(await response.json().catch(passing))
    await response.body?.cancel()
    if (response.status === 404) return undefined
    const message = `the tenant-management API answered ${response.status}`
    throw response.status === 429 || response.status >= 500 ? new Passing(message) : new Error(message)
  }

  return {
    async find(by, key) {
      const address = `${base}?${new URLSearchParams({ by, key })}`
      for (let tried = 0; ; tried++) {
        try {
          return await attempt(address)
        } catch (error) {
          if (!(error instanceof Passing) || tried >= retries) throw registryUnavailable(error)
          await wait(retryDelayMs * 2 ** tried)
        }
      }
    },
  }
}

function passing(cause: unknown): never {
  throw new Passing('the tenant-management API could not be reached', { cause })
}

const texts = ['slug', 'name', 'subdomain', 'schema', 'plan', 'region'] as const

/** Takes only what a tenant is made of, and only if all of it is there. */
function readTenant(answer: unknown): Tenant {
  const given = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>
  const status = tenantStatuses.find((name) => name === given.status)
  const placement = placements.find((name) => name === given.placement)
  const hasTexts = texts.every((name) => typeof given[name] === 'string')
  const hasDomains = Array.isArray(given.domains) && given.domains.every((domain) => typeof domain === 'string')
  const hasSettings = typeof given.settings === 'object' && given.settings !== null && !Array.isArray(given.settings)
  const hasId = typeof given.id === 'string' && isUuid(given.id)
  if (
    !hasId ||
    !status ||
    !placement ||
    !hasTexts ||
    !hasDomains ||
    !hasSettings ||
    !Number.isSafeInteger(given.epoch) ||
    !Number.isSafeInteger(given.access_epoch)
  ) {
    throw new Error('the tenant-management API answered something that is no tenant')
  }
  const { id, slug, name, subdomain, domains, schema, epoch, plan, region, settings } = given as unknown as Tenant
  const accessEpoch = given.access_epoch as number
  return { id, slug, name, subdomain, domains, status, placement, schema, epoch, accessEpoch, plan, region, settings }
}
