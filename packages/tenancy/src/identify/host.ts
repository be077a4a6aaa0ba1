import { BlockList, isIPv6 } from 'node:net'
import { isHostName } from './names.ts'
import { MalformedTenant } from './refusals.ts'
import type { TenantRequest } from './request.ts'

const longestHost = 253 + ':65535.'.length
const portPattern = /^\d{0,5}$/
const digits = /^\d+$/

/** Makes the function that tells a request's host name, or undefined where it has none that could be a tenant's. */
export function hostReader(trustedProxies: readonly string[]): (request: TenantRequest) => string | undefined {
  const proxies = addressList(trustedProxies)
  return (request) => {
    const raw = request.host ?? forwardedHost(request, proxies) ?? request.headers.host ?? request.headers[':authority']
    if (raw === undefined) return undefined
    if (typeof raw !== 'string') throw MalformedTenant()
    return hostName(raw)
  }
}

/**
 * The name in a `Host` header: lower case, without port and trailing dot. Addresses name no tenant and yield undefined.
 */
export function hostName(raw: string): string | undefined {
  if (raw.length > longestHost) throw MalformedTenant()
  if (raw.charCodeAt(0) === 0x5b) return undefined
  const host = withoutPort(raw).toLowerCase()
  const name = host.endsWith('.') ? host.slice(0, -1) : host
  if (!isHostName(name)) throw MalformedTenant()
  return digits.test(name.slice(name.lastIndexOf('.') + 1)) ? undefined : name
}

function withoutPort(raw: string): string {
  const colon = raw.indexOf(':')
  if (colon === -1) return raw
  if (!portPattern.test(raw.slice(colon + 1))) throw MalformedTenant()
  return raw.slice(0, colon)
}

/** The entry that the trusted proxy itself wrote is the last one; those before it may be the client's invention. */
function forwardedHost(request: TenantRequest, proxies: BlockList): string | undefined {
  const header = request.headers['x-forwarded-host']
  if (header === undefined || request.peer === undefined) return undefined
  if (!proxies.check(request.peer, isIPv6(request.peer) ? 'ipv6' : 'ipv4')) return undefined
  const forwarded = typeof header === 'string' ? header : (header.at(-1) ?? '')
  return forwarded.slice(forwarded.lastIndexOf(',') + 1).trim()
}

function addressList(addresses: readonly string[]): BlockList {
  const list = new BlockList()
  for (const address of addresses) {
    const [network, bits] = address.split('/') as [string, string?]
    const family = isIPv6(network) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(network, family)
    else list.addSubnet(network, Number(bits), family)
  }
  return list
}
