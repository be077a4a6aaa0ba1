import { isInTenant, type Route } from '#platform/contract'
import { apiPrefix, tenantPathPrefix } from './options.ts'

/** What follows the tenant's segment, and the noun it begins with. */
const afterTenant = /^[^/?#]+(\/([^/?#]+).*)$/

/**
 * Makes the function that turns `/api/v1/tenants/acme/products` into `/api/v1/products` before routing, so that one
 * declaration serves both. What the platform itself has under `/tenants/{id}` stays as it is.
 */
export function tenantPathRewriter(routes: readonly Route[]): (url: string) => string {
  const platformPaths = routes.filter((route) => route.path.startsWith('/tenants/:'))
  const taken = new Set(platformPaths.map((route) => route.path.split('/')[3]))
  const tenantRoutes = routes.filter(isInTenant)
  const nouns = new Set(tenantRoutes.map((route) => route.path.split('/')[1]).filter((noun) => !taken.has(noun)))
  const start = tenantPathPrefix.length + 1

  return (url) => {
    if (!url.startsWith(tenantPathPrefix) || url[tenantPathPrefix.length] !== '/') return url
    const [, rest, noun] = afterTenant.exec(url.slice(start)) ?? []
    return rest !== undefined && nouns.has(noun) ? apiPrefix + rest : url
  }
}
