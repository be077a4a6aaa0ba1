import type { CachedRegistry } from './cached.ts'
import { type Channels, type Listener, type ListenOptions, listen } from './listen.ts'

/** Announces that a tenant has changed; the payload is its id. Sent by whoever changes `core.tenants` or its domains. */
export const tenantsChannel = 'tenancy_tenants'

/** Keeps a registry true by PostgreSQL's notices, on a connection of its own. */
export async function watchTenants(
  url: string,
  registry: CachedRegistry,
  options: ListenOptions = {},
): Promise<Listener> {
  const listener = await listen(url, tenantChannels(registry), {
    ...options,
    onDisconnect: () => {
      registry.watched(false)
      options.onDisconnect?.()
    },
    onReconnect: () => {
      registry.watched(true)
      options.onReconnect?.()
    },
  })
  registry.watched(true)
  return listener
}

/** The registry's part of a listener that serves other channels as well; see `watchTenants` for what else it needs. */
export function tenantChannels(registry: CachedRegistry): Channels {
  return {
    [tenantsChannel]: (tenantId) => (tenantId === '' ? registry.invalidateAll() : registry.invalidate(tenantId)),
  }
}
