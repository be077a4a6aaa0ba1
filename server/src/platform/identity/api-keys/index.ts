import { createAccess, type Room } from '#platform/access'
import { apiKeyRoutes } from './routes.ts'

/** The keys of a tenant, described by data: they may be given what is open to keys in these rooms. */
export function apiKeysOf(rooms: readonly Room[]) {
  const routes = rooms.flatMap((room) => room.routes)
  const operations = routes.filter(({ door }) => door === 'tenant').map(({ operation }) => operation)
  return {
    name: 'api_keys',
    routes: apiKeyRoutes({ operations, isPermitted: createAccess(rooms).isPermitted }),
    permissions: { owner: ['api_keys.*'], admin: ['api_keys.*'] },
  }
}
