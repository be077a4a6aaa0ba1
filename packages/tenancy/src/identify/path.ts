import { MalformedTenant } from './refusals.ts'
import { pathOf } from './request.ts'

const longestSegment = 3 * 63

/** A path that names a tenant: `/tenants/acme/products?limit=2` under the prefix `/tenants`. */
export interface TenantPath {
  /** The claimed tenant, still percent-encoded. */
  segment: string
  /** What remains for the router, query string included: `/products?limit=2`. */
  rest: string
}

/** Takes a request target apart, or tells that it is not under the prefix. */
export function splitTenantPath(url: string, prefix: string): TenantPath | undefined {
  const start = prefix.length + 1
  if (!url.startsWith(prefix) || url[prefix.length] !== '/') return undefined
  const path = pathOf(url)
  if (path.length === start) return undefined
  const slash = path.indexOf('/', start)
  const end = slash === -1 ? path.length : slash
  const rest = url.slice(end)
  return { segment: path.slice(start, end), rest: slash === -1 ? `/${rest}` : rest }
}

/** Decoded once: a segment that still holds an escape afterwards is no tenant's name. */
export function decodeSegment(segment: string): string {
  if (segment.length > longestSegment) throw MalformedTenant()
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    throw MalformedTenant()
  }
}

/** Makes the test for excluded paths; an entry is a whole path, or a prefix that ends in `/*`. */
export function pathExclusion(entries: readonly string[]): (path: string) => boolean {
  const whole = new Set(entries.filter((entry) => !entry.endsWith('/*')))
  const prefixes = entries.filter((entry) => entry.endsWith('/*')).map((entry) => entry.slice(0, -1))
  return (path) => whole.has(path) || prefixes.some((prefix) => path.startsWith(prefix))
}
