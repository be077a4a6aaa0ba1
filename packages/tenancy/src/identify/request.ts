import { MalformedTenant } from './refusals.ts'

/** What identification reads of a request; every framework has it at hand. */
export interface TenantRequest {
  /** Names in lower case, as Node gives them. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Request target with its query string, before any rewriting; a whole URL is accepted too. */
  url: string
  /** Parsed query, where the framework has it already; else it is read from `url`. */
  query?: Readonly<Record<string, unknown>> | undefined
  /** Host the framework vouches for; else the `Host` header, or `X-Forwarded-Host` from a trusted proxy. */
  host?: string | undefined
  /** Address of the peer (`socket.remoteAddress`), which decides whether a forwarded host is believed. */
  peer?: string | undefined
}

const slash = 47

/** A whole URL carries its own host, and that host outranks the header (RFC 9112, 3.2.2). */
export function inOriginForm(request: TenantRequest): TenantRequest {
  if (request.url.charCodeAt(0) === slash || request.url === '*') return request
  const parsed = URL.parse(request.url)
  if (!parsed || parsed.host === '') throw MalformedTenant()
  return { ...request, url: parsed.pathname + parsed.search, host: parsed.host }
}

/** The request target without its query string. */
export function pathOf(url: string): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
