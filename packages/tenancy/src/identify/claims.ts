import type { TenantKey } from '../registry/registry.ts'
import { hostReader } from './host.ts'
import { isSlug, isUuid } from './names.ts'
import type { CompleteOptions, Strategy } from './options.ts'
import { decodeSegment, pathExclusion, splitTenantPath } from './path.ts'
import { MalformedTenant } from './refusals.ts'
import { inOriginForm, pathOf, type TenantRequest } from './request.ts'

/** What one source says about the tenant; nothing is believed before the registry knows it. */
export interface Claim {
  source: Strategy
  by: TenantKey
  key: string
}

/** `host` is the request's host name, undefined where it has none that could be a tenant's. */
type ClaimReader = (request: TenantRequest, host: string | undefined) => Claim | undefined

/** Makes the function that reads what a request claims, by the configured strategies in their order. */
export function claimsReader(options: CompleteOptions): (request: TenantRequest) => Claim[] {
  const readers = options.strategies.map((strategy) => readerOf(strategy, options))
  const isExcluded = pathExclusion(options.exclude)
  const hasHost = options.strategies.includes('subdomain') || options.strategies.includes('domain')
  const hostOf = hostReader(options.trustedProxies)
  return (given) => {
    const request = inOriginForm(given)
    const claims: Claim[] = []
    if (isExcluded(pathOf(request.url))) return claims
    const host = hasHost ? hostOf(request) : undefined
    for (const read of readers) {
      const claim = read(request, host)
      if (claim) claims.push(claim)
    }
    return claims
  }
}

function readerOf(strategy: Strategy, options: CompleteOptions): ClaimReader {
  switch (strategy) {
    case 'header':
      return (request) => claimOf('header', request.headers[options.header])
    case 'query':
      return queryReader(options.query)
    case 'path':
      return pathReader(options.pathPrefix)
    case 'subdomain':
      return subdomainReader(options)
    case 'domain':
      return domainReader(options.baseDomains)
  }
}

/** An id or a slug. A repeated header or parameter arrives as a list, and is malformed. */
function claimOf(source: Strategy, value: unknown): Claim | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw MalformedTenant()
  if (isUuid(value)) return { source, by: 'id', key: value.toLowerCase() }
  if (isSlug(value)) return { source, by: 'slug', key: value }
  throw MalformedTenant()
}

function queryReader(name: string): ClaimReader {
  return (request) => claimOf('query', request.query ? request.query[name] : queryValue(request.url, name))
}

/** Most query strings do not name the tenant, and those are not parsed. */
function queryValue(url: string, name: string): unknown {
  const start = url.indexOf('?')
  if (start === -1 || (!url.includes(name, start) && !url.includes('%', start))) return undefined
  const values = new URLSearchParams(url.slice(start + 1)).getAll(name)
  return values.length > 1 ? values : values[0]
}

function pathReader(prefix: string): ClaimReader {
  return (request) => {
    const path = splitTenantPath(request.url, prefix)
    return path && claimOf('path', decodeSegment(path.segment))
  }
}

function subdomainReader(options: CompleteOptions): ClaimReader {
  const suffixes = options.baseDomains.map((domain) => `.${domain}`)
  const [before, after] = options.subdomainPattern.split('{tenant}') as [string, string]
  const reserved = new Set(options.reservedSubdomains)
  return (_request, host) => {
    const suffix = host && suffixes.find((candidate) => host.endsWith(candidate))
    if (!host || !suffix) return undefined
    const under = host.slice(0, -suffix.length)
    if (reserved.has(under) || !under.startsWith(before) || !under.endsWith(after)) return undefined
    const label = under.slice(before.length, under.length - after.length)
    if (label.includes('.')) return undefined
    if (!isSlug(label)) throw MalformedTenant()
    return { source: 'subdomain', by: 'subdomain', key: label }
  }
}

/** Hosts of the platform and single labels (`localhost`, a container's name) are nobody's custom domain. */
function domainReader(baseDomains: readonly string[]): ClaimReader {
  const isOurs = (host: string) => baseDomains.some((domain) => host === domain || host.endsWith(`.${domain}`))
  return (_request, host) => {
    if (host === undefined || !host.includes('.') || isOurs(host)) return undefined
    return { source: 'domain', by: 'domain', key: host }
  }
}
