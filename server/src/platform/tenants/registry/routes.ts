import { isUuid } from '@stoa/tenancy'
import { superadminRoute } from '#platform/contract'
import { TenantNotFound } from '../refusals.ts'
import { RegistryEntry, RegistryQuery } from './entry.ts'
import { findEntry } from './store.ts'

export const registryRoutes = [
  superadminRoute({
    operation: 'tenant_registry.find',
    method: 'GET',
    path: '/tenant-registry',
    tag: 'Tenants',
    summary: 'Look a tenant up for another service',
    description: 'What the remote registry of `@stoa/tenancy` asks. Tenants of every status are found.',
    query: RegistryQuery,
    answer: RegistryEntry,
    refuses: [TenantNotFound],
    handle: async ({ scope, query: { by, key } }) => {
      const entry = by === 'id' && !isUuid(key) ? undefined : await scope.first(findEntry, { key }, { by })
      if (!entry) throw TenantNotFound()
      return entry
    },
  }),
]
