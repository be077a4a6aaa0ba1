import { isHostName } from './names.ts'

/** The sources, in the order in which they are reported unless said otherwise. */
export const strategies = ['header', 'query', 'path', 'subdomain', 'domain'] as const

/** Where in a request a tenant can be named. */
export type Strategy = (typeof strategies)[number]

/** Two sources of one request named different tenants: a broken client, or somebody trying doors. */
export interface AmbiguousTenantEvent {
  code: 'tenancy.ambiguous_tenant'
  /** Who was named by which source; ids, never the raw input. */
  claims: readonly { source: Strategy; tenant_id: string }[]
  peer: string | undefined
}

/** How a server's requests name tenants. Everything has a default. */
export interface IdentifyOptions {
  /** Which sources are read, and in which order they are reported. Default: all, `subdomain` when there is a base domain. */
  strategies?: readonly Strategy[]
  /** Default `x-tenant-id`. */
  header?: string
  /** Default `tenant_id`. */
  query?: string
  /** Paths under it name the tenant in their next segment. Default `/tenants`. */
  pathPrefix?: string
  /** Domains of the platform, whose subdomains are the tenants' and which are never a custom domain. */
  baseDomains?: readonly string[]
  /** Host under the base domain, with `{tenant}` in it once: `{tenant}` (default), `{tenant}.shop`, `shop-{tenant}`. */
  subdomainPattern?: string
  /** Subdomains of the platform itself, which name no tenant. Default `www`, `api`. */
  reservedSubdomains?: readonly string[]
  /** Paths on which no tenant is looked for: `/health`, `/docs/*`. */
  exclude?: readonly string[]
  /** Addresses and networks (`10.0.0.0/8`) whose `X-Forwarded-Host` is believed. Default none. */
  trustedProxies?: readonly string[]
  /** Told of requests that name different tenants, before they are refused. */
  onSecurityEvent?: (event: AmbiguousTenantEvent) => void
}

export type CompleteOptions = Required<Omit<IdentifyOptions, 'onSecurityEvent'>>

/** Fills in the defaults and refuses a configuration that could not work. */
export function completeOptions(options: IdentifyOptions): CompleteOptions {
  const baseDomains = (options.baseDomains ?? []).map((domain) => domain.toLowerCase())
  const wanted = options.strategies ?? strategies.filter((name) => name !== 'subdomain' || baseDomains.length > 0)
  const pathPrefix = options.pathPrefix ?? '/tenants'
  const subdomainPattern = options.subdomainPattern ?? '{tenant}'
  if (wanted.includes('subdomain') && baseDomains.length === 0) {
    throw new TypeError('the subdomain strategy needs a base domain')
  }
  for (const domain of baseDomains) {
    if (!isHostName(domain)) throw new TypeError(`${domain} is not a domain`)
  }
  if (!pathPrefix.startsWith('/') || pathPrefix.endsWith('/')) {
    throw new TypeError('a path prefix begins with a slash and does not end in one')
  }
  if (subdomainPattern.split('{tenant}').length !== 2) throw new TypeError('a subdomain pattern holds {tenant} once')
  return {
    strategies: wanted,
    header: (options.header ?? 'x-tenant-id').toLowerCase(),
    query: options.query ?? 'tenant_id',
    pathPrefix,
    baseDomains,
    subdomainPattern,
    reservedSubdomains: options.reservedSubdomains ?? ['www', 'api'],
    exclude: options.exclude ?? [],
    trustedProxies: options.trustedProxies ?? [],
  }
}
